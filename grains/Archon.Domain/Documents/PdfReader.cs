using Archon.Domain.Crawling;
using Archon.Domain.Extraction;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace Archon.Domain.Documents;

/// <summary>
/// Reads a PDF: its text in reading order, with headings where the size of letters shows them, and without running titles and page numbers. Images,
/// forms, notes and scripts are left alone.
/// </summary>
public static class PdfReader
{
    private const int MostPages = 20_000;
    private const int MostCharacters = 32 * 1024 * 1024;

    // Objects may be nested in each other; the library stops there instead of the thread's stack.
    private const int MostNested = 128;

    /// <summary>Reads a document. What is wrong with it is in the answer.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="cancellationToken">Asked between pages, and whenever something is unpacked.</param>
    public static DocumentReading Read(byte[] bytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) < 0)
        {
            return DocumentReading.Broken("It is no PDF: it does not begin like one.");
        }

        try
        {
            using var document = PdfDocument.Open(bytes, new ParsingOptions
            {
                UseLenientParsing = true,
                SkipMissingFonts = true,
                MaxStackDepth = MostNested,
                FilterProvider = new PdfStreams(cancellationToken),
            });
            return Read(document, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
        catch (PdfDocumentEncryptedException)
        {
            return new DocumentReading(null, PageReason.DocumentEncrypted, "It is encrypted, and opens only with a password.");
        }
        catch (Exception exception) when (TooLarge(exception) is not null)
        {
            return new DocumentReading(null, PageReason.TooLarge, TooLarge(exception)!.Message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A library that reads what others made throws whatever it meets.
            cancellationToken.ThrowIfCancellationRequested();
            return DocumentReading.Broken($"It is no PDF that can be read: {FirstLine(exception.Message)}");
        }
    }

    private static DocumentReading Read(PdfDocument document, CancellationToken cancellationToken)
    {
        if (document.NumberOfPages > MostPages)
        {
            return new DocumentReading(null, PageReason.TooLarge, $"It has {document.NumberOfPages} pages; at most {MostPages} are read.");
        }

        var lines = new List<PdfLine>();
        var characters = 0L;
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var line in PdfPageReader.Read(document.GetPage(number)))
            {
                lines.Add(line);
                characters += line.Text.Length;
            }

            if (characters > MostCharacters)
            {
                return new DocumentReading(null, PageReason.TooLarge, $"It has more than {MostCharacters} characters of text.");
            }
        }

        var (markdown, heading) = PdfMarkdown.Write(PdfFacingPages.Align(PdfMargins.Remove(lines, document.NumberOfPages)), cancellationToken);
        return new DocumentReading(new ExtractedPage { Title = Title(document) is { Length: > 0 } title ? title : heading, Markdown = markdown });
    }

    // Many a program writes the name of the file it was made of.
    private static string Title(PdfDocument document)
    {
        var title = OneLine.Of(new string([.. (document.Information.Title ?? "").Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? ' ' : letter)]));
        return title.Length is 0 or > 300 || title.StartsWith("untitled", StringComparison.OrdinalIgnoreCase) || title.Contains("Microsoft Word", StringComparison.OrdinalIgnoreCase)
            || Path.GetExtension(title) is { Length: > 1 and < 6 } ? "" : title;
    }

    private static PdfTooLargeException? TooLarge(Exception? exception) => exception switch
    {
        null => null,
        PdfTooLargeException tooLarge => tooLarge,
        _ => TooLarge(exception.InnerException),
    };

    private static string FirstLine(string message)
    {
        var line = message.AsSpan().TrimStart();
        line = line[..(line.IndexOfAny('\r', '\n') is >= 0 and var end ? end : line.Length)];
        return line.Length > 200 ? string.Concat(line[..200], "…") : line.ToString();
    }
}
