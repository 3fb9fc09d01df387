using System.CommandLine;
using Archon.Cli.Exporting;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>archon export</c>: a source as a tree of Markdown files, or as one file for a model.</summary>
internal static class ExportCommand
{
    private const int Batch = 50;
    private const string Tree = "tree";
    private const string Llms = "llms";

    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "export",
            "Write a source as Markdown files, one a page, each with its url, title and time as YAML front matter; or as one llms-full.txt.",
            "archon export docs-python-org-3-tutorial-1a2b3c4d --out ./python-docs",
            "archon export q40jqn1dj8pw --out ./python-docs  # the source this crawl feeds",
            "archon export q40jqn1dj8pw --out . --format llms  # ./llms-full.txt");
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
        var format = Bounded.OneOf("--format", "A tree of files, or one llms-full.txt", "tree|llms", Tree, Tree, Llms);
        command.Add(format);
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(context, parsed.GetRequiredValue(id), parsed.GetRequiredValue(directory), parsed.GetRequiredValue(format), target.Read(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string id, string directory, string format, NodeTarget target, CancellationToken cancellationToken)
    {
        await using var connection = await NodeConnection.OpenAsync(target, NodeNeeds.Reading, context.Clock, cancellationToken);
        var sourceId = (await SourceArgument.FindAsync(connection, id, cancellationToken)).Id;

        using IPageExporter exporter = format == Llms ? new LlmsExporter(directory) : new PageExporter(directory);
        string? cursor = null;
        do
        {
            var pages = await connection.Client.ListStoredPagesAsync(sourceId, Batch, cursor, cancellationToken);
            foreach (var page in pages.Items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                exporter.Write(page);
            }

            cursor = pages.NextCursor;
        }
        while (cursor is not null);

        exporter.Complete();
        context.Terminal.Out.Line($"Wrote {Humanly.Count(exporter.Count, "page", "pages")} of {sourceId} to {exporter.Place}");
        return ExitCode.Completed;
    }
}
