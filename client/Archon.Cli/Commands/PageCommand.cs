using System.CommandLine;
using Archon.Cli.Adding;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>archon page</c>: the stored Markdown of one page.</summary>
internal static class PageCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "page",
            "Write the stored Markdown of a page to standard output.",
            "archon page https://docs.python.org/3/tutorial/classes.html",
            "archon page https://docs.python.org/3/tutorial/classes.html > classes.md",
            "archon page docs/guide.md  # a file that was added");
        var url = new Argument<string>("URL") { Description = "Address of a page that has been collected, or a file that was added" };
        command.Add(url);
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetRequiredValue(url), target.Read(parsed), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(CliContext context, string url, NodeTarget target, CancellationToken cancellationToken)
    {
        // A file that was added is asked for as people name it, or by its address.
        url = File.Exists(url) ? FileAddress.Of(Path.GetFullPath(url)) : url;
        if (!FileAddress.IsMeant(url) && SeedUrl.Complaint(url) is { } complaint)
        {
            throw new CliException(complaint, ExitCode.BadUsage);
        }

        return NodeTries.ReadAsync(target, context.Clock, connection => RunAsync(context, connection, url, target, cancellationToken), cancellationToken);
    }

    private static async Task<int> RunAsync(CliContext context, NodeConnection connection, string url, NodeTarget target, CancellationToken cancellationToken)
    {
        var page = await connection.Client.GetPageByUrlAsync(url, cancellationToken);
        if (page is null)
        {
            throw new CliException($"{TerminalText.OneLine(url)} has not been collected in {connection.Place}. What has: {target.Hint("sources")}");
        }

        // A file gets the Markdown exactly; a terminal must not obey what a page wrote.
        var output = context.Terminal.Out;
        var markdown = output.IsTerminal ? TerminalText.Block(page.Markdown) : page.Markdown;
        await output.Writer.WriteAsync(markdown.EndsWith('\n') ? markdown : markdown + "\n");
        return ExitCode.Completed;
    }
}
