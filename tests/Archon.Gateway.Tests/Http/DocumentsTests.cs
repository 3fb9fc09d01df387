using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Archon.Client;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Documents;

namespace Archon.Gateway.Tests.Http;

public sealed class DocumentsTests : GatewayTest
{
    private const int Most = 64 * 1024;

    protected override (string Key, string Value)[] Settings => [("Archon:Gateway:MaxUploadBytes", $"{Most}")];

    [Fact]
    public async Task Post_OfJson_HandsDocumentsIn()
    {
        var answer = await PostAsync(
            "/api/documents",
            """{"source":"Docs","tags":["t"],"folders":["/"],"documents":[{"name":"a.md","text":"# Ä"},{"name":"b.pdf","base64":"AAE=","mediaType":"application/pdf"}]}""",
            HttpStatusCode.Accepted);

        Assert.Equal(answer.GetProperty("task_id").GetString(), answer.GetProperty("progress_id").GetString());
        Assert.Equal("Documents kept; they are read in the background", answer.GetProperty("message").GetString());
        var added = Assert.Single(Archon.Added);
        Assert.Equal(("Docs", "t", "/", true, false), (added.Source, added.Tags[0], added.Folders[0], added.ExtractCode, added.More));
        Assert.Equal(["a.md", "b.pdf"], added.Documents.Select(document => document.Name));
        Assert.Equal("# Ä", Encoding.UTF8.GetString(added.Documents[0].Content.Span));
        Assert.Equal([0, 1], added.Documents[1].Content.ToArray());
    }

    [Fact]
    public async Task Post_OfAForm_HandsDocumentsIn()
    {
        using var form = Form(("source", "Docs"), ("tag", "t"), ("folder", "/"), ("extractCode", "false"));
        Add(form, "guide/a.md", "text");
        Add(form, "../../etc/passwd", "data");

        var answer = await ReadAsync(await Http.PostAsync("/api/documents", form, Token), HttpStatusCode.Accepted);

        Assert.True(answer.GetProperty("success").GetBoolean());
        var added = Assert.Single(Archon.Added);
        Assert.Equal(("Docs", "t", "/", false), (added.Source, added.Tags[0], added.Folders[0], added.ExtractCode));

        // A name is data: it is passed on as it came, for who reads it to refuse.
        Assert.Equal(["guide/a.md", "../../etc/passwd"], added.Documents.Select(document => document.Name));
        Assert.Equal("text", Encoding.UTF8.GetString(added.Documents[0].Content.Span));
    }

    [Fact]
    public async Task Post_WithMore_IsKept()
    {
        var answer = await PostAsync("/api/documents", """{"source":"Docs","more":true,"documents":[{"name":"a.md","text":"x"}]}""", HttpStatusCode.OK);

        Assert.NotEmpty(answer.GetProperty("task_id").GetString()!);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("[]", null)]
    [InlineData("{}", "source")]
    [InlineData("""{"source":7}""", "source")]
    [InlineData("""{"source":"a","documents":7}""", "documents")]
    [InlineData("""{"source":"a","documents":["a.md"]}""", "documents")]
    [InlineData("""{"source":"a","documents":[{}]}""", "documents[0].name")]
    [InlineData("""{"source":"a","documents":[{"name":"a.md"}]}""", "documents")]
    [InlineData("""{"source":"a","documents":[{"name":"a.md","text":"x","base64":"AA=="}]}""", "documents")]
    [InlineData("""{"source":"a","documents":[{"name":"a.md","base64":"?"}]}""", "documents")]
    [InlineData("""{"source":"a","documents":[{"name":"a.md","path":"/etc/passwd"}]}""", "documents[0].path")]
    [InlineData("""{"source":"a","file":"/etc/passwd"}""", "file")]
    public async Task Post_OfBadJson_IsAProblemThatNamesTheMember(string body, string? field)
    {
        var problem = await PostAsync("/api/documents", body, HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.Empty(Archon.Added);
    }

    [Fact]
    public async Task Post_OfABadForm_IsAProblem()
    {
        using var unknown = Form(("source", "Docs"), ("path", "/etc/passwd"));
        await ReadAsync(await Http.PostAsync("/api/documents", unknown, Token), HttpStatusCode.BadRequest);
        using var late = Form();
        Add(late, "a.md", "x");
        late.Add(new StringContent("Docs"), "source");
        await ReadAsync(await Http.PostAsync("/api/documents", late, Token), HttpStatusCode.BadRequest);
        using var broken = new StringContent("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end");
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        await ReadAsync(await Http.PostAsync("/api/documents", broken, Token), HttpStatusCode.BadRequest);
        using var noBoundary = new StringContent("x");
        noBoundary.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");
        await ReadAsync(await Http.PostAsync("/api/documents", noBoundary, Token), HttpStatusCode.BadRequest);

        Assert.DoesNotContain(Archon.Added, added => !added.More);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_OfAFormWithoutASource_SaysThatItIsMissing(bool hasDocument)
    {
        using var form = Form(("tag", "t"));
        if (hasDocument)
        {
            Add(form, "a.md", "x");
        }

        var problem = await ReadAsync(await Http.PostAsync("/api/documents", form, Token), HttpStatusCode.BadRequest);

        Assert.Equal("source", problem.GetProperty("field").GetString());
        Assert.Contains("is missing", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(Archon.Added);
    }

    [Fact]
    public async Task Post_OfTooMuch_Is413()
    {
        await PostAsync("/api/documents", $$"""{"source":"a","documents":[{"name":"a.md","text":"{{new string('x', Most)}}"}]}""", HttpStatusCode.RequestEntityTooLarge);
        using var form = Form(("source", "Docs"));
        Add(form, "a.md", new string('x', Most + 1));
        await ReadAsync(await Http.PostAsync("/api/documents", form, Token), HttpStatusCode.RequestEntityTooLarge);

        // Without a length it is counted while it comes.
        using var parts = Form(("source", "Docs"));
        Add(parts, "a.md", new string('x', Most / 2));
        Add(parts, "b.md", new string('x', Most));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/documents") { Content = parts };
        request.Headers.TransferEncodingChunked = true;
        await ReadAsync(await Http.SendAsync(request, Token), HttpStatusCode.RequestEntityTooLarge);

        Assert.Empty(Archon.Added);
    }

    [Fact]
    public async Task Post_OfSomethingElse_Is415()
    {
        using var text = new StringContent("source=Docs", Encoding.UTF8, "application/x-www-form-urlencoded");
        await ReadAsync(await Http.PostAsync("/api/documents", text, Token), HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(AddDocumentsOutcome.Invalid, HttpStatusCode.BadRequest)]
    [InlineData(AddDocumentsOutcome.AlreadyRunning, HttpStatusCode.Conflict)]
    [InlineData(AddDocumentsOutcome.TooLarge, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(AddDocumentsOutcome.Unsupported, HttpStatusCode.UnsupportedMediaType)]
    [InlineData(AddDocumentsOutcome.Full, HttpStatusCode.ServiceUnavailable)]
    public async Task Post_ThatIsRefused_SaysWhy(AddDocumentsOutcome outcome, HttpStatusCode status)
    {
        Archon.AddRefusal = new AddDocumentsResult { Outcome = outcome, Field = "documents", Message = "That is why." };

        var problem = await PostAsync("/api/documents", """{"source":"a","documents":[{"name":"a.md","text":"x"}]}""", status);

        Assert.Equal("That is why.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task TheSdk_HandsInPieceByPiece()
    {
        var client = new HttpArchonClient(Http);
        var odd = "ä b\"c\r\n/../%41.md";

        var result = await client.AddDocumentsAsync(
            new AddDocuments
            {
                Source = "Döcs",
                Tags = ["ü"],
                Documents = [new DocumentFile { Name = odd, Content = new byte[] { 1, 2 } }, .. Enumerable.Range(0, 600).Select(i => new DocumentFile { Name = $"{i}.md", Content = default })],
            },
            Token);

        Assert.Equal(AddDocumentsOutcome.Started, result.Outcome);
        Assert.Equal(2, Archon.Added.Count);
        Assert.Equal((true, false, result.CrawlId), (Archon.Added[0].More, Archon.Added[1].More, Archon.Added[1].CrawlId));
        Assert.Equal(("Döcs", "ü", odd, 601), (Archon.Added[1].Source, Archon.Added[1].Tags[0], Archon.Added[0].Documents[0].Name, Archon.Added.Sum(added => added.Documents.Length)));
    }

    private static MultipartFormDataContent Form(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    private static void Add(MultipartFormDataContent form, string name, string text) => form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name);
}
