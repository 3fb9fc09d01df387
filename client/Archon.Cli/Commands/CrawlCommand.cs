using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary><c>archon crawl</c>: starts a crawl and watches it to its end.</summary>
internal static class CrawlCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "crawl",
            "Crawl a documentation site and make it searchable.",
            "archon crawl https://docs.python.org/3/tutorial/",
            "archon crawl https://docs.djangoproject.com/en/5.2/ --max-pages 200 --exclude '/en/*/releases/**'",
            "archon crawl http://localhost:8000/ --json | tail -n 1");
        var options = CrawlOptions.AddTo(command);
        var allowPrivate = AllowPrivateOption.AddTo(command);
        var json = JsonOption.AddTo(command, "One progress event a line, the crawl as the last line");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context, options.Read(parsed), target.Read(parsed), parsed.GetValue(allowPrivate), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, CrawlRequest request, NodeTarget target, bool allowPrivate, bool json, CancellationToken cancellationToken)
    {
        await using var connection = await AllowPrivateOption.OpenAsync(context, target, new NodeNeeds(), allowPrivate, cancellationToken);
        var access = allowPrivate ? PrivateAccess.All : LoopbackUrl.Is(request.Url) ? PrivateAccess.SeedOrigin : PrivateAccess.None;
        var started = await connection.StartCrawlAsync(request, access, cancellationToken);
        if (started.Outcome != StartOutcome.Started)
        {
            throw StartRefusal.Of(started, connection);
        }

        if (!json)
        {
            context.Terminal.Error.Line("Crawling ", Styled.Bold(TerminalText.OneLine(request.Url)));
            if (!connection.IsTrusted && LoopbackUrl.Is(request.Url))
            {
                context.Terminal.Error.Line(
                    "Another process serves this data and decides which networks may be crawled; if it refuses this one, start that process with --allow-private.");
            }
        }

        connection.Owned?.OpenGateway();
        return await new CrawlWatch(context, connection, json, takesOver: true).FollowAsync(started.CrawlId!, after: 0, cancellationToken);
    }
}
