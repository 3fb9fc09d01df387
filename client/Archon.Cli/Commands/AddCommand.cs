using System.CommandLine;
using Archon.Cli.Adding;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Documents;

namespace Archon.Cli.Commands;

/// <summary><c>archon add</c>: makes files searchable and watches until they are.</summary>
internal static class AddCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "add",
            $"Make files searchable ({DocumentTypes.Endings}). A folder is walked, without what is hidden, node_modules and links; when it is added again, what has not changed "
            + "is kept and what is not there any more is taken away.",
            "archon add docs/",
            "archon add README.md notes/*.md manual.pdf",
            "archon add docs/ --source handbook --tag internal",
            "archon add 'src/**/*.md' --server http://127.0.0.1:8181");
        var files = new Argument<string[]>("FILE")
        {
            Description = "Files, folders, or patterns of files (* and ? in a name, ** for folders)",
            Arity = ArgumentArity.OneOrMore,
        };
        var source = new Option<string?>("--source")
        {
            Description = "Name of the source they go to [default: the folder that holds them all]",
            HelpName = "NAME",
        };
        var tags = new Option<string[]>("--tag") { Description = "Label for the source (repeatable)", HelpName = "T", AllowMultipleArgumentsPerToken = false };
        var noCode = new Option<bool>("--no-code") { Description = "Do not lift code examples out" };
        command.Add(files);
        command.Add(source);
        command.Add(tags);
        command.Add(noCode);
        var json = JsonOption.AddTo(command, "One progress event a line, the crawl as the last line");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context,
            parsed.GetRequiredValue(files),
            new AddDocuments { Source = parsed.GetValue(source) ?? "", Tags = [.. parsed.GetValue(tags) ?? []], ExtractCode = !parsed.GetValue(noCode) },
            isNamed: parsed.GetValue(source) is not null,
            target.Read(parsed),
            parsed.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, string[] arguments, AddDocuments request, bool isNamed, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        var found = FileGathering.Gather(arguments);
        TellOthers(context.Terminal.Error, found);
        if (found.Files.Count == 0)
        {
            TellLeftOut(context.Terminal.Error, found.Unreadable);
            if (found.Unreadable.Count > 0)
            {
                throw NothingTaken();
            }

            throw new CliException($"There is nothing to add: no file of a kind that is read ({DocumentTypes.Endings}).", ExitCode.BadUsage);
        }

        request = isNamed ? request : request with { Source = SourceOf(found) };
        if (!json)
        {
            context.Terminal.Error.Line("Adding ", Styled.Bold(Humanly.Count(found.Files.Count, "file", "files")), $" to {TerminalText.OneLine(request.Source)}");
        }

        var (connection, (sender, started)) = await NodeTries.KeepAsync(
            () => NodeConnection.OpenAsync(target, new NodeNeeds(), context.Clock, cancellationToken),
            async node => await HandInAsync(new DocumentSender(node.Client, request), found, node, cancellationToken),
            Asking.AsOftenAsNeeded,
            context.Clock,
            cancellationToken);
        await using var _ = connection;
        var isWhole = TellLeftOut(context.Terminal.Error, sender, found);
        connection.Owned?.OpenGateway();
        var code = await new CrawlWatch(context, connection, json, takesOver: true).FollowAsync(started!.CrawlId!, after: 0, cancellationToken);
        return code == ExitCode.Completed && !isWhole ? ExitCode.CompletedWithFailedPages : code;
    }

    private static async Task<(DocumentSender Sender, AddDocumentsResult? Started)> HandInAsync(
        DocumentSender sender, GatheredFiles found, NodeConnection node, CancellationToken cancellationToken)
    {
        if (await sender.SendAsync(found.Files, cancellationToken) is { } refusal)
        {
            throw Refused(refusal, node);
        }

        if (sender.Taken == 0)
        {
            return (sender, null);
        }

        var started = await sender.BeginAsync(IsWhole(sender, found) ? found.Folders.Select(FileAddress.OfFolder) : [], cancellationToken);
        return started.Outcome == AddDocumentsOutcome.Started ? (sender, started) : throw Refused(started, node);
    }

    /// <returns>Whether all of it was read.</returns>
    private static bool TellLeftOut(TerminalStream stream, DocumentSender sender, GatheredFiles found)
    {
        TellLeftOut(stream, sender.LeftOut.Concat(found.Unreadable));
        if (sender.Taken == 0)
        {
            throw NothingTaken();
        }

        var isWhole = IsWhole(sender, found);
        if (!isWhole && found.Folders.Count > 0)
        {
            stream.Line(Styled.Warning("As some of it could not be read, nothing that was added before is taken away."));
        }

        return isWhole;
    }

    private static void TellLeftOut(TerminalStream stream, IEnumerable<string> sentences)
    {
        foreach (var left in sentences)
        {
            stream.Line(Styled.Warning($"Left out: {TerminalText.OneLine(left)}"));
        }
    }

    private static CliException NothingTaken() => new("None of the files could be taken, so nothing was added.");

    // What could not be read is there all the same.
    private static bool IsWhole(DocumentSender sender, GatheredFiles found) => sender.LeftOut.Count == 0 && found.Unreadable.Count == 0;

    private static string SourceOf(GatheredFiles found) => found.CommonFolder is { } folder
        ? FileAddress.OfFolder(folder)
        : throw new CliException("These files lie in no common folder that could name their source; name it with --source NAME.", ExitCode.BadUsage);

    private static void TellOthers(TerminalStream stream, GatheredFiles found)
    {
        if (found.Others.Count > 0)
        {
            var kinds = string.Join(", ", found.Others.OrderByDescending(kind => kind.Value).Take(8).Select(kind => $"{TerminalText.OneLine(kind.Key)} {Humanly.Count(kind.Value)}"));
            stream.Line($"Left out {Humanly.Count(found.Others.Values.Sum(), "file", "files")} of other kinds: {kinds}{(found.Others.Count > 8 ? ", …" : "")}");
        }
    }

    private static CliException Refused(AddDocumentsResult refusal, NodeConnection connection)
    {
        var message = TerminalText.OneLine(refusal.Message ?? "The documents were refused.");
        return refusal.Outcome switch
        {
            AddDocumentsOutcome.AlreadyRunning when connection.Reach == NodeReach.Embedded =>
                new CliException($"Crawl {refusal.CrawlId} of this source was interrupted and keeps its place. Go on with: {connection.Target.Hint($"resume {refusal.CrawlId}")}"),
            AddDocumentsOutcome.AlreadyRunning =>
                new CliException($"Crawl {refusal.CrawlId} of this source still runs. Watch it with: {connection.Target.Hint($"watch {refusal.CrawlId}")}"),
            AddDocumentsOutcome.Full => new CliException(message),
            _ => new CliException(message, ExitCode.BadUsage),
        };
    }
}
