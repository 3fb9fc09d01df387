using Archon.Domain.Summaries;
using Archon.Embeddings.Summaries;
using Archon.Ports.Embedding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Archon.Embeddings.Tests.Summaries;

/// <summary>What becomes of prompts at a chat model of OpenAI's kind, whatever it answers.</summary>
public sealed class OpenAiSummariserTests
{
    private static readonly SummaryPrompt Prompt = SummaryPrompt.Of(new ExampleMaterial("Files", "Reading", "Reads.", "c", "read(f);"), counter: null, mostTokens: 1_000);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prompt_IsSentWithItsInstructions_AndTheAnswerComesBack()
    {
        await using var server = await ChatServer.StartAsync();
        using var summariser = Summariser(server);

        Assert.Equal("It prints what it is given.", await summariser.SummariseAsync(Prompt, Cancel));

        var asked = Assert.Single(server.Asked);
        Assert.Equal(("tiny-chat", "Bearer secret", 400), (asked.Model, asked.Authorization, asked.MostTokens));
        Assert.Equal((SummaryPrompt.Instructions(SummaryKind.Example), Prompt.Text), (asked.System, asked.User));
        Assert.Equal(("tiny-chat#1", 4, 2_000), (summariser.Model, summariser.AtOnce, summariser.MaxPromptTokens));
    }

    [Theory]
    [InlineData(401, "does not accept the key (Archon:Summaries:ApiKey")]
    [InlineData(404, "does not know the model tiny-chat")]
    [InlineData(429, "is over its limit (429)")]
    [InlineData(500, "answers 500")]
    public async Task ServerThatWillNot_IsUnavailable_AndIsAskedOnce(int status, string says)
    {
        await using var server = await ChatServer.StartAsync();
        server.Answer = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "7";
            return ChatServer.ErrorAsync(context, status);
        };
        using var summariser = Summariser(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => summariser.SummariseAsync(Prompt, Cancel));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
        Assert.Equal(status is 429 or 500 ? 7.0 : null, fault.RetryAfter?.TotalSeconds);
        Assert.Single(server.Asked);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[]}""")]
    [InlineData("""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null},"finish_reason":"stop"}]}""")]
    [InlineData("""{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":""},"finish_reason":"length"}]}""")]
    public async Task AnswerThatIsNone_IsUnavailable(string body)
    {
        await using var server = await ChatServer.StartAsync();
        server.Answer = (context, _) =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body);
        };
        using var summariser = Summariser(server);

        await Assert.ThrowsAsync<ModelUnavailableException>(() => summariser.SummariseAsync(Prompt, Cancel));
    }

    [Fact]
    public async Task PromptThatIsRefused_IsToldFromAServerThatRefusesEverything()
    {
        await using var server = await ChatServer.StartAsync();
        server.Answer = (context, asked) => asked.User == Prompt.Text ? ChatServer.ErrorAsync(context, 400, "Too long.") : server.SayAsync(context, asked, "Yes.");
        using var summariser = Summariser(server);

        var refusal = await Assert.ThrowsAsync<TextRefusedException>(() => summariser.SummariseAsync(Prompt, Cancel));
        Assert.Contains("Too long.", refusal.Message, StringComparison.Ordinal);

        server.Answer = (context, _) => ChatServer.ErrorAsync(context, 400, "No such parameter.");
        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => summariser.SummariseAsync(Prompt, Cancel));
        Assert.Contains("refuses every prompt", fault.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ModelUnavailableException>(() => summariser.ProbeAsync(Cancel));
    }

    [Fact]
    public async Task FilteredAnswer_IsARefusal()
    {
        await using var server = await ChatServer.StartAsync();
        server.Answer = (context, asked) => server.SayAsync(context, asked, "", "content_filter");
        using var summariser = Summariser(server);

        await Assert.ThrowsAsync<TextRefusedException>(() => summariser.SummariseAsync(Prompt, Cancel));
    }

    [Fact]
    public async Task ServerThatHangs_IsGivenUp_AndACallerThatLeavesIsLetGo()
    {
        await using var server = await ChatServer.StartAsync();
        server.Answer = (context, _) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        using var hurried = Summariser(server, options => options.Timeout = TimeSpan.FromSeconds(1));
        using var patient = Summariser(server);

        var fault = await Assert.ThrowsAsync<ModelUnavailableException>(() => hurried.SummariseAsync(Prompt, Cancel));
        Assert.Contains("does not answer within 1 s (Archon:Summaries:Timeout)", fault.Message, StringComparison.Ordinal);

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var asking = patient.SummariseAsync(Prompt, leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Budget_IsTheChatModelsOwn_AndLearnsFromTheAnswers()
    {
        await using var server = await ChatServer.StartAsync();
        server.Answer = (context, asked) =>
        {
            context.Response.Headers["x-ratelimit-limit-requests"] = "100";
            context.Response.Headers["x-ratelimit-remaining-requests"] = "99";
            return server.SayAsync(context, asked, "Yes.");
        };
        var budget = new RecordedBudget();
        budget.Open.SetResult();
        using var summariser = new OpenAiSummariser(new SummaryOptions { Model = "tiny-chat", Endpoint = server.Endpoint, TokensPerMinute = 5_000 }, budget);

        await summariser.SummariseAsync(Prompt, Cancel);

        var spent = Assert.Single(budget.Waited);
        Assert.Equal(("chat/tiny-chat", Prompt.Tokens + 400, 5_000L), (spent.Model, spent.Tokens, spent.TokensPerMinute));
        Assert.Equal(100, Assert.Single(budget.Learned).Limits.Requests?.Most);
    }

    [Theory]
    [InlineData("gpt-4o-mini", null, "sk-1", null)]
    [InlineData("llama", "http://127.0.0.1:1/v1", null, null)]
    [InlineData(null, null, "sk-1", null)]
    [InlineData("llama", "ftp://x", null, "Archon:Summaries:Endpoint is 'ftp://x'")]
    [InlineData(null, "http://127.0.0.1:1/v1", null, "Archon:Summaries:Model is not")]
    [InlineData("gpt-4o-mini", null, null, "set one of them")]
    public void Settings_AreCheckedTogether(string? model, string? endpoint, string? key, string? fault)
    {
        var result = new SummaryServerValidator().Validate(null, new SummaryOptions { Model = model, Endpoint = endpoint, ApiKey = key });

        Assert.Equal(fault is not null, result.Failed);
        Assert.Contains(fault ?? "", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    private static OpenAiSummariser Summariser(ChatServer server, Action<SummaryOptions>? set = null)
    {
        var options = new SummaryOptions { Model = "tiny-chat", Endpoint = server.Endpoint, ApiKey = "secret" };
        set?.Invoke(options);
        return new OpenAiSummariser(Options.Create(options).Value);
    }
}
