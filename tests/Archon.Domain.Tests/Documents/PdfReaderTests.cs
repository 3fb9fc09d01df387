using System.IO.Compression;
using System.Text;
using Archon.Domain.Crawling;
using Archon.Domain.Documents;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Archon.Domain.Tests.Documents;

public sealed class PdfReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Read_WritesHeadingsParagraphsListsAndCode()
    {
        var markdown = MarkdownOf(page =>
        {
            page.Heading("Installing it", 24, 700);
            page.Text("The first line of a paragraph that ends in a hyphen-", 660);
            page.Text("ated word, and <b> stays what it is.", 648);
            page.Text("A second paragraph.", 620);
            page.Heading("First steps", 16, 590);
            page.Text("• one", 560);
            page.Text("• two", 546);
            page.Code("def f(x):", 500, indent: 0);
            page.Code("return x", 488, indent: 4);
            page.Text("The end of it all.", 450);
        });

        Assert.Equal(
            """
            # Installing it

            The first line of a paragraph that ends in a hyphenated word, and \<b> stays what it is.

            A second paragraph.

            ## First steps

            - one

            - two

            ```
            def f(x):
                return x
            ```

            The end of it all.

            """.ReplaceLineEndings("\n"),
            markdown);
    }

    [Fact]
    public void Read_OfTwoColumns_ReadsOneAfterTheOther()
    {
        var markdown = MarkdownOf(page =>
        {
            page.Text("A title across both of the columns of this page, long enough for it to reach over the gutter.", 740);
            for (var line = 0; line < 8; line++)
            {
                page.Text($"left column line number {line} goes on", 700 - (line * 12), x: 50);
                page.Text($"right column line number {line} goes on", 700 - (line * 12), x: 320);
            }
        });

        Assert.True(
            markdown.IndexOf("left column line number 7", StringComparison.Ordinal) < markdown.IndexOf("right column line number 0", StringComparison.Ordinal), markdown);
    }

    [Fact]
    public void Read_LeavesRunningTitlesAndPageNumbersOut()
    {
        var builder = new PdfDocumentBuilder();
        for (var number = 1; number <= 5; number++)
        {
            var page = new TestPage(builder);
            page.Text($"Chapter {(number < 3 ? "One" : "Two")} {number + 10}", 780);
            page.Text($"What page {Words[number]} says about it.", 500);
            page.Text($"{number}", 40);
        }

        var markdown = PdfReader.Read(builder.Build(), Cancel).Page!.Markdown;

        Assert.DoesNotContain("Chapter", markdown, StringComparison.Ordinal);
        Assert.Equal(5, markdown.Split("What page").Length - 1);
        Assert.DoesNotMatch("(?m)^[0-9]", markdown);
    }

    [Fact]
    public void Read_LeavesRunningTitlesOfChaptersOut_AndGoesOnWithWhatTheyPart()
    {
        var builder = new PdfDocumentBuilder();
        string[] heads = ["Begin", "Begin", "Begin", "Work", "Work", "Work", "Stop", "End", "End", "End"];
        for (var number = 1; number <= heads.Length; number++)
        {
            // A book's left and right pages have margins of their own.
            var (page, margin) = (new TestPage(builder), number % 2 == 0 ? 62 : 50);
            page.Heading(heads[number - 1], 9, 780, number % 2 == 0 ? margin : 400);
            if (number == 6)
            {
                page.Code("return x", 720, indent: 4, margin);
            }

            if (heads[number - 1] == "Stop")
            {
                page.Heading("Stop", 16, 660, margin);
            }

            page.Text("The text of a page, and what it says of what it is about.", 600, margin);
            page.Text("It goes on for a line that begins where the others do.", 588, margin);
            if (number == 5)
            {
                page.Code("if x:", 100, indent: 0, margin);
            }
        }

        var markdown = PdfReader.Read(builder.Build(), Cancel).Page!.Markdown;

        Assert.Equal(["# Stop"], markdown.Split('\n').Where(line => heads.Any(head => line.EndsWith(head, StringComparison.Ordinal))));
        Assert.Contains("```\nif x:\n    return x\n```", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 700)]
    [InlineData(9, 766)]
    public void Read_KeepsTitlesOfSlides_AndWhatStandsWithTheText(double size, double next)
    {
        var builder = new PdfDocumentBuilder();
        for (var number = 1; number <= 8; number++)
        {
            var page = new TestPage(builder);
            page.Heading($"An example of {Words[(number + 1) / 2]}", size, 780);
            page.Text($"What page {Words[(number + 1) / 2]} says about it.", next);
            page.Text("And more of it, with a sentence that has letters enough.", next - 12);
        }

        var markdown = PdfReader.Read(builder.Build(), Cancel).Page!.Markdown;

        Assert.Equal(8, markdown.Split("An example of").Length - 1);
    }

    [Fact]
    public void Read_WritesLigaturesAsTheirLetters()
    {
        const string Font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding << /Type /Encoding /Differences [65 /ffi /fi /fl] >> >> >>";

        var reading = PdfReader.Read(WithContent(Packed("BT /F 10 Tf 50 700 Td (oAce, Cow, Ble) Tj ET"u8), Font), Cancel);

        Assert.Equal("office, flow, file\n", reading.Page!.Markdown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no pdf at all")]
    [InlineData("%PDF-1.7\n")]
    [InlineData("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF")]
    public void Read_OfSomethingElse_IsBroken(string text)
    {
        var reading = PdfReader.Read(Encoding.Latin1.GetBytes(text), Cancel);

        Assert.True(reading.Page is null or { Markdown: "" });
        Assert.True(reading.Page is not null || reading.Reason == PageReason.DocumentBroken);
    }

    [Fact]
    public void Read_OfAPdfCutAnywhere_NeverThrows()
    {
        var bytes = Pdf(page => page.Text("Some text of it.", 700));
        for (var length = 0; length < bytes.Length; length += 37)
        {
            Assert.NotNull(PdfReader.Read(bytes[..length], Cancel));
        }
    }

    [Fact]
    public void Read_OfDeeplyNestedObjects_IsNoStackOverflow()
    {
        var nested = new string('[', 200_000) + new string(']', 200_000);
        Assert.NotNull(PdfReader.Read(Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj\n{nested}\nendobj\ntrailer << /Root {nested} >>\nstartxref\n9\n%%EOF"), Cancel));
    }

    [Fact]
    public void Read_OfABomb_IsTooLarge()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            Array.Fill(zeros, (byte)' ');
            for (var i = 0; i < 200; i++)
            {
                zlib.Write(zeros);
            }
        }

        var reading = PdfReader.Read(WithContent(packed.ToArray()), Cancel);

        Assert.Equal(PageReason.TooLarge, reading.Reason);
    }

    [Fact]
    public void Read_ThatIsCancelled_Ends() =>
        Assert.Throws<OperationCanceledException>(() => PdfReader.Read(Pdf(page => page.Text("text", 700)), new CancellationToken(canceled: true)));

    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five"];

    private static string MarkdownOf(Action<TestPage> write) => PdfReader.Read(Pdf(write), Cancel).Page!.Markdown;

    private static byte[] Pdf(Action<TestPage> write)
    {
        var builder = new PdfDocumentBuilder();
        write(new TestPage(builder));
        return builder.Build();
    }

    private static byte[] Packed(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return packed.ToArray();
    }

    // A page by hand, whose content is packed like this.
    private static byte[] WithContent(byte[] packed, string resources = "")
    {
        using var pdf = new MemoryStream();
        var offsets = new List<long>();
        Write("%PDF-1.7\n");
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Object($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << {resources} >> >>");
        offsets.Add(pdf.Position);
        Write($"4 0 obj\n<< /Length {packed.Length} /Filter /FlateDecode >>\nstream\n");
        pdf.Write(packed);
        Write("\nendstream\nendobj\n");
        var xref = pdf.Position;
        Write($"xref\n0 5\n0000000000 65535 f \n{string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n \n"))}trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
        return pdf.ToArray();

        void Object(string text)
        {
            offsets.Add(pdf.Position);
            Write($"{offsets.Count} 0 obj\n{text}\nendobj\n");
        }

        void Write(string text) => pdf.Write(Encoding.Latin1.GetBytes(text));
    }

    private sealed class TestPage(PdfDocumentBuilder builder)
    {
        private readonly PdfPageBuilder _page = builder.AddPage(PageSize.A4);
        private readonly PdfDocumentBuilder.AddedFont _text = builder.AddStandard14Font(Standard14Font.Helvetica);
        private readonly PdfDocumentBuilder.AddedFont _code = builder.AddStandard14Font(Standard14Font.Courier);

        public void Heading(string text, double size, double y, double x = 50) => _page.AddText(text, size, new PdfPoint(x, y), _text);

        public void Text(string text, double y, double x = 50) => _page.AddText(text, 10, new PdfPoint(x, y), _text);

        public void Code(string text, double y, int indent, double x = 50) => _page.AddText(text, 10, new PdfPoint(x + (indent * 6), y), _code);
    }
}
