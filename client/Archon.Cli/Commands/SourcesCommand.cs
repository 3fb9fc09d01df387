using System.CommandLine;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Commands;

/// <summary><c>archon sources</c>: what has been collected.</summary>
internal static class SourcesCommand
{
    private const int Batch = 200;

    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand("sources", "List the sites that have been collected, and the files that were added.", "archon sources", "archon sources --json");
        var json = JsonOption.AddTo(command, "One source a line, as JSON");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, target.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(CliContext context, NodeTarget target, bool json, CancellationToken cancellationToken) =>
        NodeTries.ReadAsync(target, context.Clock, connection => RunAsync(context, connection, target, json, cancellationToken), cancellationToken);

    private static async Task<int> RunAsync(CliContext context, NodeConnection connection, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        var table = new TextTable("ID", "PAGES", "CHUNKS", "CODE", "UPDATED", "TITLE", "URL");
        string? cursor = null;
        var count = 0;
        var waiting = 0L;
        var summaries = new WaitingExamples();
        var refusing = new List<Source>();
        var kept = new List<Source>();
        do
        {
            var sources = await connection.Client.ListSourcesAsync(Batch, cursor, cancellationToken);
            foreach (var source in sources.Items)
            {
                count++;
                if (source.KeptModel is null)
                {
                    waiting += KeptModels.Waiting(source);
                }
                else
                {
                    kept.Add(source);
                }

                if (source.ChunksRefused > 0)
                {
                    refusing.Add(source);
                }

                await summaries.AddAsync(source, connection.Client.GetCrawlAsync, cancellationToken);
                if (json)
                {
                    context.Terminal.Out.Json(source);
                    continue;
                }

                table.Add(
                    source.Id, Humanly.Count(source.Pages), Humanly.Count(source.Chunks), Humanly.Count(source.CodeExamples),
                    Humanly.Moment(source.UpdatedAt), TerminalText.Cut(source.Title, 40), source.Url);
            }

            cursor = sources.NextCursor;
        }
        while (cursor is not null);

        if (!json && count > 0)
        {
            table.WriteTo(context.Terminal.Out);
            if (waiting > 0)
            {
                context.Terminal.Error.Line($"{Humanly.Count(waiting, "chunk waits", "chunks wait")} for a vector of the model in use; until then they are found by their words, and by a former model's vector where they have one.");
            }

            if (KeptModels.Clause(kept) is { } clause)
            {
                context.Terminal.Error.Line($"{clause}. {KeptModels.Remedy}");
            }

            if (RefusedPassages.Clause(refusing) is { } refused)
            {
                context.Terminal.Error.Line($"{refused}. What is refused is found by its words; a crawl of the source, or a refresh, tries it again.");
            }

            foreach (var sentence in summaries.Sentences(target))
            {
                context.Terminal.Error.Line(sentence);
            }
        }
        else if (count == 0)
        {
            context.Terminal.Error.Line($"Nothing has been collected in {connection.Place} yet. Begin with: {target.Hint("crawl URL")}");
        }

        return ExitCode.Completed;
    }
}
