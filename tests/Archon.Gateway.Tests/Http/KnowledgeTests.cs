using System.Net;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Gateway.Tests.Http;

public sealed class KnowledgeTests : GatewayTest
{
    [Theory]
    [InlineData("/api/knowledge")]
    [InlineData("/knowledge")]
    public async Task Add_WithAUrl_AnswersTheOriginalsWords(string prefix)
    {
        var answer = await PostAsync(prefix + "/add", """{"url":"https://docs.example.org/","maxPages":5,"include":["/a/**"]}""", HttpStatusCode.Accepted);

        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Equal("Crawl started in background", answer.GetProperty("message").GetString());
        Assert.Equal(answer.GetProperty("task_id").GetString(), answer.GetProperty("progress_id").GetString());
        Assert.Equal(4, answer.EnumerateObject().Count());
        Assert.Equal(5, Archon.LastRequest!.MaxPages);
        Assert.Equal(["/a/**"], Archon.LastRequest.Include);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("[]", null)]
    [InlineData("null", null)]
    [InlineData("{}", "url")]
    [InlineData("""{"url":null}""", "url")]
    [InlineData("""{"url":7}""", "url")]
    [InlineData("""{"url":"https://a/","url":"https://b/"}""", null)]
    [InlineData("""{"url":"https://a/","maxpages":1,"maxPages":2}""", "maxPages")]
    [InlineData("""{"url":"https://a/","depth":1}""", "depth")]
    [InlineData("""{"url":"https://a/","maxPages":"5"}""", "maxPages")]
    [InlineData("""{"url":"https://a/","maxPages":1.5}""", "maxPages")]
    [InlineData("""{"url":"https://a/","maxPages":99999999999}""", "maxPages")]
    [InlineData("""{"url":"https://a/","respectRobots":"yes"}""", "respectRobots")]
    [InlineData("""{"url":"https://a/","include":"/a"}""", "include")]
    [InlineData("""{"url":"https://a/","include":[null]}""", "include")]
    [InlineData("""{"url":"https://a/","tags":null}""", "tags")]
    public async Task Add_WithABadBody_IsAProblemThatNamesTheMember(string body, string? field)
    {
        var problem = await PostAsync("/api/knowledge/add", body, HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.TryGetProperty("field", out var named) ? named.GetString() : null);
        Assert.Null(Archon.LastRequest);
    }

    [Theory]
    [InlineData("maxPages", "99999999999", "The member \"maxPages\" is the number 99999999999. It must be a whole number from 1 to 10,000,000.")]
    [InlineData("maxDepth", "-9999999999", "The member \"maxDepth\" is the number -9999999999. It must be a whole number from 0 to 1,000.")]
    [InlineData("concurrency", "1.5", "The member \"concurrency\" is the number 1.5. It must be a whole number from 1 to 256.")]
    public async Task Add_WithANumberThatCannotBe_SaysWhichCan(string member, string value, string sentence)
    {
        var problem = await PostAsync("/api/knowledge/add", $$"""{"url":"https://a/","{{member}}":{{value}}}""", HttpStatusCode.BadRequest);

        Assert.Equal(sentence, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Add_WithAnotherContentType_Is415()
    {
        using var text = new StringContent("""{"url":"https://a/"}""");
        var problem = await ReadAsync(await Http.PostAsync("/api/knowledge/add", text, Token), HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("Content-Type: application/json", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await PostAsync("/api/knowledge/add", json: null, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Add_AboveOneMegabyte_Is413()
    {
        await PostAsync("/api/knowledge/add", $$"""{"url":"https://a/{{new string('x', 1024 * 1024)}}"}""", HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Add_ThatTheClusterFindsWrong_NamesTheField()
    {
        Archon.OnStart = _ => new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = "scope", Message = "The scope 'x' is unknown." };

        var problem = await PostAsync("/api/knowledge/add", """{"url":"https://a/","scope":"x"}""", HttpStatusCode.BadRequest);

        Assert.Equal("scope", problem.GetProperty("field").GetString());
        Assert.Equal("The scope 'x' is unknown.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Add_WhileTheSameSourceIsCrawled_NamesTheCrawl()
    {
        Archon.OnStart = _ => new StartCrawlResult { Outcome = StartOutcome.AlreadyRunning, CrawlId = "c1" };

        var problem = await PostAsync("/api/knowledge/add", """{"url":"https://a/"}""", HttpStatusCode.Conflict);

        Assert.Equal("c1", problem.GetProperty("crawlId").GetString());
    }

    [Fact]
    public async Task Status_OfAFailedCrawl_SaysDoneAndWhy()
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Error, -1, "It broke", error: "The site is gone.");

        var answer = await GetAsync("/api/knowledge/status/c1");

        Assert.Equal("c1", answer.GetProperty("task_id").GetString());
        Assert.True(answer.GetProperty("done").GetBoolean());
        Assert.False(answer.GetProperty("cancelled").GetBoolean());
        Assert.Equal("error", answer.GetProperty("status").GetString());
        Assert.Equal(-1, answer.GetProperty("percentage").GetDouble());
        Assert.Equal("The site is gone.", answer.GetProperty("error").GetString());
        Assert.Equal(2, answer.GetProperty("pages_failed").GetInt32());
    }

    [Fact]
    public async Task StatusAndCancel_OfAnUnknownCrawl_AreTaskNotFound()
    {
        Assert.Equal("Task not found", (await GetAsync("/knowledge/status/none", HttpStatusCode.NotFound)).GetProperty("title").GetString());
        Assert.Equal("Task not found", (await PostAsync("/knowledge/cancel/none", null, HttpStatusCode.NotFound)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Cancel_Twice_IsAcceptedOnce()
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Crawling, 10);

        await PostAsync("/api/knowledge/cancel/c1", null, HttpStatusCode.Accepted);
        await PostAsync("/api/knowledge/cancel/c1", null, HttpStatusCode.Conflict);

        Assert.True((await GetAsync("/api/knowledge/status/c1")).GetProperty("cancelled").GetBoolean());
    }
}
