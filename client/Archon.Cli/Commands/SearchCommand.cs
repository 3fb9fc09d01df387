using System.CommandLine;
using System.Text;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Search;

namespace Archon.Cli.Commands;

/// <summary><c>archon search</c>: hybrid search over what has been collected.</summary>
internal static class SearchCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "search",
            "Search everything that has been collected.",
            "archon search \"how do I open a file\"",
            "archon search --code read a file line by line --language python --limit 3",
            "archon search '\"create index\" vacu*' --explain",
            "archon search decorators --source docs-python-org-3-tutorial-1a2b3c4d --json");
        var query = new Argument<string[]>("QUERY") { Description = "What to look for", Arity = ArgumentArity.OneOrMore };
        query.Validators.Add(result =>
        {
            if (result.Tokens.All(token => string.IsNullOrWhiteSpace(token.Value)))
            {
                result.AddError("The query is empty; say what to look for, as in archon search \"how do I open a file\".");
            }
        });
        command.Add(query);
        var code = new Option<bool>("--code") { Description = "Search code examples" };
        var pages = new Option<bool>("--pages") { Description = "Search whole pages instead of passages" };
        pages.Validators.Add(result =>
        {
            if (!result.Implicit && result.GetResult(code) is { Implicit: false })
            {
                result.AddError("--code and --pages exclude each other.");
            }
        });
        command.Add(code);
        command.Add(pages);
        var source = new Option<string?>("--source") { Description = "Only this source, by the id archon sources lists", HelpName = "ID" };
        command.Add(source);
        var tag = new Option<string?>("--tag") { Description = "Only sources that were crawled with this --tag", HelpName = "TAG" };
        command.Add(tag);
        var language = new Option<string?>("--language") { Description = "Only pages in this language (en), or code in it (python)", HelpName = "LANGUAGE" };
        command.Add(language);
        var path = new Option<string?>("--path") { Description = "Only pages whose address has a path that begins so (/docs/api/)", HelpName = "PATH" };
        command.Add(path);
        var limit = Bounded.Number("--limit", "Most results", 10, 1, 100);
        command.Add(limit);
        var by = Bounded.OneOf("--by", "Rank by words and vector together, or by one alone", "hybrid|words|vector", "hybrid", "hybrid", "words", "vector");
        command.Add(by);
        var explain = new Option<bool>("--explain") { Description = "Say how the words and how the vector of the query ranked each result" };
        command.Add(explain);
        var json = JsonOption.AddTo(command, "The results as one line of JSON");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new SearchRequest
            {
                Query = string.Join(' ', parsed.GetRequiredValue(query)),
                SourceId = parsed.GetValue(source),
                Tag = parsed.GetValue(tag),
                Language = parsed.GetValue(language),
                Path = parsed.GetValue(path),
                Limit = parsed.GetValue(limit),
                Explain = parsed.GetValue(explain),
                Ranking = parsed.GetRequiredValue(by),
                Kind = parsed.GetValue(code) ? "code" : parsed.GetValue(pages) ? "pages" : "chunks",
            };
            return RunAsync(context, request, target.Read(parsed), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    // The note says then what they leave out, or that signs alone are not searched.
    private static bool IsTold(SearchRequest request) => !request.Query.EnumerateRunes().Any(Rune.IsLetterOrDigit) || request is { SourceId.Length: > 0 } or { Tag.Length: > 0 } or { Language.Length: > 0 } or { Path.Length: > 0 };

    private static Task<int> RunAsync(CliContext context, SearchRequest request, NodeTarget target, bool json, CancellationToken cancellationToken) =>
        NodeTries.ReadAsync(target, context.Clock, connection => RunAsync(context, connection, request, target, json, cancellationToken), cancellationToken);

    private static async Task<int> RunAsync(
        CliContext context, NodeConnection connection, SearchRequest request, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        var results = await connection.Client.SearchAsync(request, cancellationToken);
        if (results.Message is { } message)
        {
            var sentence = results.Field == "sourceId" && results.Results.IsEmpty
                ? $"--source is '{request.SourceId}', and nothing has been collected under that id. The ids there are: {target.Hint("sources")}"
                : message;
            throw new CliException(TerminalText.OneLine(sentence), ExitCode.BadUsage);
        }

        if (json)
        {
            context.Terminal.Out.Json(results);
            return ExitCode.Completed;
        }

        if (results.Note is { } note)
        {
            context.Terminal.Error.Line(TerminalText.OneLine(note));
        }

        if (results.Results.IsEmpty)
        {
            context.Terminal.Error.Line($"{(IsTold(request) && results.Note is not null ? "" : $"Nothing in {connection.Place} matches. ")}What has been collected: {target.Hint("sources")}");
            return ExitCode.Completed;
        }

        if (results.Results[0].Meant is { } meant)
        {
            context.Terminal.Error.Line(TerminalText.OneLine($"Nothing has these words, so others were looked for: {meant}"));
        }

        new SearchResultsView(results.Results, request.Explain).WriteTo(context.Terminal.Out);
        return ExitCode.Completed;
    }
}
