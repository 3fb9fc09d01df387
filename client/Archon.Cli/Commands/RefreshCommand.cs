using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary><c>archon refresh</c>: brings a source up to date and watches the crawl that does it.</summary>
internal static class RefreshCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "refresh",
            "Bring a source up to date: crawl it again with the settings of its last crawl. Pages that have not changed keep what is stored of them, new ones are added, "
            + "and a page that is gone in two refreshes is removed.",
            "archon refresh docs-python-org-3-tutorial-1a2b3c4d",
            "archon refresh q40jqn1dj8pw  # the source this crawl feeds");
        var id = SourceArgument.AddTo(command, "SOURCE");
        var allowPrivate = AllowPrivateOption.AddTo(command);
        var json = JsonOption.AddTo(command, "One progress event a line, the crawl as the last line");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context, parsed.GetRequiredValue(id), target.Read(parsed), parsed.GetValue(allowPrivate), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, string id, NodeTarget target, bool allowPrivate, bool json, CancellationToken cancellationToken)
    {
        await using var connection = await AllowPrivateOption.OpenAsync(context, target, NodeNeeds.Quiet, allowPrivate, cancellationToken);
        var source = await SourceArgument.FindAsync(connection, id, cancellationToken);
        var access = allowPrivate ? PrivateAccess.All : LoopbackUrl.Is(source.Url) ? PrivateAccess.SeedOrigin : PrivateAccess.None;
        var started = await connection.RefreshSourceAsync(source.Id, access, cancellationToken);
        if (started.Outcome != StartOutcome.Started)
        {
            throw StartRefusal.Of(started, connection);
        }

        if (!json)
        {
            context.Terminal.Error.Line("Refreshing ", Styled.Bold(TerminalText.OneLine(source.Url)));
        }

        connection.Owned?.OpenGateway();
        return await new CrawlWatch(context, connection, json, takesOver: true).FollowAsync(started.CrawlId!, after: 0, cancellationToken);
    }
}
