using System.CommandLine;
using Archon.Cli.Exporting;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.Client;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Commands;

/// <summary><c>archon export</c>: a source as a tree of Markdown files, as one file for a model, or as chunks with their vectors.</summary>
internal static class ExportCommand
{
    private const int Batch = 50;
    private const string Tree = "tree";
    private const string Llms = "llms";
    private const string JsonLines = "jsonl";

    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "export",
            "Write a source as Markdown files, one a page, each with its url, title and time as YAML front matter; as one llms-full.txt; or as a chunks.jsonl with vectors.",
            "archon export docs-python-org-3-tutorial-1a2b3c4d --out ./python-docs",
            "archon export q40jqn1dj8pw --out ./python-docs  # the source this crawl feeds",
            "archon export q40jqn1dj8pw --out . --format llms  # ./llms-full.txt",
            "archon export q40jqn1dj8pw --out . --format jsonl  # ./chunks.jsonl, a chunk with its vector a line");
        var id = SourceArgument.AddTo(command);
        var directory = new Option<string>("--out") { Description = "Folder to write to; created when missing", HelpName = "DIR", Required = true };
        directory.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && PageExporter.FileInTheWay(token.Value) is { } file)
            {
                result.AddError($"--out is a folder to write to, and {file} is a file; name a folder, or a place where one can be made.");
            }
        });
        command.Add(directory);
        var format = Bounded.OneOf("--format", "A tree of files, one llms-full.txt, or one chunks.jsonl", "tree|llms|jsonl", Tree, Tree, Llms, JsonLines);
        command.Add(format);
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(context, parsed.GetRequiredValue(id), parsed.GetRequiredValue(directory), parsed.GetRequiredValue(format), target.Read(parsed), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(
        CliContext context, string id, string directory, string format, NodeTarget target, CancellationToken cancellationToken) =>
        NodeTries.ReadAsync(target, context.Clock, connection => RunAsync(context, connection, id, directory, format, cancellationToken), cancellationToken);

    private static async Task<int> RunAsync(
        CliContext context, NodeConnection connection, string id, string directory, string format, CancellationToken cancellationToken)
    {
        var sourceId = (await SourceArgument.FindAsync(connection, id, cancellationToken)).Id;

        return format == JsonLines
            ? await ExportChunksAsync(context, connection.Client, sourceId, directory, cancellationToken)
            : await ExportPagesAsync(context, connection.Client, sourceId, directory, format, cancellationToken);
    }

    private static async Task<int> ExportPagesAsync(
        CliContext context, IArchonClient client, string sourceId, string directory, string format, CancellationToken cancellationToken)
    {
        using IPageExporter exporter = format == Llms ? new LlmsExporter(directory) : new PageExporter(directory, sourceId);
        await EachAsync((limit, cursor) => client.ListStoredPagesAsync(sourceId, limit, cursor, cancellationToken), exporter.Write, cancellationToken);
        exporter.Complete();
        var removed = exporter is PageExporter { Removed: > 0 and var gone } ? $", and deleted {Humanly.Count(gone, "file", "files")} of an earlier export whose pages are gone" : "";
        context.Terminal.Out.Line($"Wrote {Humanly.Count(exporter.Count, "page", "pages")} of {sourceId} to {TerminalText.OneLine(exporter.Place)}{removed}");
        return ExitCode.Completed;
    }

    private static async Task<int> ExportChunksAsync(
        CliContext context, IArchonClient client, string sourceId, string directory, CancellationToken cancellationToken)
    {
        using var exporter = new ChunkExporter(directory);
        await EachAsync((limit, cursor) => client.ListChunksAsync(sourceId, limit, cursor, cancellationToken), exporter.Write, cancellationToken);
        exporter.Complete();
        var refused = exporter.Bare == 0 ? 0 : (await client.GetSourceAsync(sourceId, cancellationToken))?.ChunksRefused ?? 0;
        context.Terminal.Out.Line($"Wrote {Humanly.Count(exporter.Count, "chunk", "chunks")} of {sourceId} to {TerminalText.OneLine(exporter.Place)}{exporter.Vectors(refused)}");
        return ExitCode.Completed;
    }

    private static async Task EachAsync<T>(Func<int, string?, Task<Listing<T>>> list, Action<T> write, CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await list(Batch, cursor);
            foreach (var item in page.Items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                write(item);
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}
