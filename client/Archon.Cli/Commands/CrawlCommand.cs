using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Planning;
using Archon.Cli.Usage;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.Silo;

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
            "archon crawl https://docs.djangoproject.com/en/5.2/ --plan",
            "archon crawl https://docs.example.org/ --bearer @token.txt",
            "archon crawl http://localhost:8000/ --json | tail -n 1");
        var options = CrawlOptions.AddTo(command);
        var allowPrivate = AllowPrivateOption.AddTo(command);
        var plan = new Option<bool>("--plan") { Description = "Show what would be crawled and store nothing: mode, scope, robots.txt, first links" };
        command.Add(plan);
        var json = JsonOption.AddTo(command, "One progress event a line, the crawl as the last line; with --plan the plan");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(plan)
            ? PlanAsync(context, options.Read(parsed), target.Read(parsed), parsed.GetValue(allowPrivate), parsed.GetValue(json), cancellationToken)
            : RunAsync(context, options.Read(parsed), target.Read(parsed), parsed.GetValue(allowPrivate), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CliContext context, CrawlRequest request, NodeTarget target, bool allowPrivate, bool json, CancellationToken cancellationToken)
    {
        AllowPrivateOption.Check(allowPrivate, target);
        // Before a folder is made: who is refused leaves nothing behind.
        if (ArchonNode.Refusal(request) is { } refused)
        {
            throw StartRefusal.Of(refused);
        }

        var (connection, started) = await NodeTries.KeepAsync(
            () => AllowPrivateOption.OpenAsync(context, target, new NodeNeeds(), allowPrivate, cancellationToken),
            node => node.StartCrawlAsync(request, Access(request, allowPrivate), cancellationToken),
            Asking.Once,
            context.Clock,
            cancellationToken);
        await using var _ = connection;
        if (started.Outcome != StartOutcome.Started)
        {
            throw StartRefusal.Of(started, connection);
        }

        if (AccessOptions.Warning(request, target.Server) is { } warning)
        {
            context.Terminal.Error.Line(Styled.Warning(warning));
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

    private static async Task<int> PlanAsync(
        CliContext context, CrawlRequest request, NodeTarget target, bool allowPrivate, bool json, CancellationToken cancellationToken)
    {
        AllowPrivateOption.Check(allowPrivate, target);
        var plan = target.Server is { } server
            ? await HttpConnection.To(server).PlanCrawlAsync(request, cancellationToken)
            : await PassingNode.PlanAsync(request, Access(request, allowPrivate), cancellationToken);
        if (plan.Message is { } message)
        {
            throw new CliException(TerminalText.OneLine(message), ExitCode.BadUsage);
        }

        if (json)
        {
            context.Terminal.Out.Json(plan);
        }
        else
        {
            new PlanView(plan).WriteTo(context.Terminal.Out);
        }

        return ExitCode.Completed;
    }

    private static PrivateAccess Access(CrawlRequest request, bool allowPrivate) =>
        allowPrivate ? PrivateAccess.All : LoopbackUrl.Is(request.Url) ? PrivateAccess.SeedOrigin : PrivateAccess.None;
}
