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
            "archon crawl http://localhost:8000/ --json | tail -n 1");
        var options = CrawlOptions.AddTo(command);
        var allowPrivate = new Option<bool>("--allow-private")
        {
            Description = "Allow addresses of private networks; a loopback URL allows its own origin by itself",
        };
        command.Add(allowPrivate);
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
        CheckPrivate(allowPrivate, target);
        // Before a folder is made: who is refused leaves nothing behind.
        if (ArchonNode.Refusal(request) is { } refused)
        {
            throw BadRequest(refused);
        }

        var needs = new NodeNeeds { AllowPrivate = allowPrivate };
        await using var connection = await NodeConnection.OpenAsync(target, needs, context.Clock, cancellationToken);
        if (allowPrivate && !connection.IsTrusted)
        {
            throw new CliException(
                $"--allow-private cannot be granted here: process {connection.Owner?.Pid} already serves {target.DataDirectory} and decides " +
                "which networks may be crawled. Stop it first, or name another folder with --data DIR.");
        }

        var started = await connection.StartCrawlAsync(request, Access(request, allowPrivate), cancellationToken);
        if (started.Outcome != StartOutcome.Started)
        {
            throw Refusal(started, connection);
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

    private static CliException BadRequest(StartCrawlResult result) =>
        new(TerminalText.OneLine(result.Message ?? "The crawl was refused."), ExitCode.BadUsage);

    private static async Task<int> PlanAsync(
        CliContext context, CrawlRequest request, NodeTarget target, bool allowPrivate, bool json, CancellationToken cancellationToken)
    {
        CheckPrivate(allowPrivate, target);
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

    private static void CheckPrivate(bool allowPrivate, NodeTarget target)
    {
        if (allowPrivate && target.Server is not null)
        {
            throw new CliException(
                "--allow-private does not go with --server: which networks may be crawled is decided by the server's operator " +
                "(Archon:Fetching:AllowPrivateNetworks).",
                ExitCode.BadUsage);
        }
    }

    private static CliException Refusal(StartCrawlResult result, NodeConnection connection)
    {
        if (result.Outcome == StartOutcome.Invalid)
        {
            return BadRequest(result);
        }

        // In a node of our own nobody works on it: it was interrupted.
        var next = connection.Reach == NodeReach.Embedded
            ? $"was interrupted and keeps its place. Go on with: {connection.Target.Hint($"resume {result.CrawlId}")}"
            : $"still runs. Watch it with: {connection.Target.Hint($"watch {result.CrawlId}")}";
        return new CliException($"Crawl {result.CrawlId} of this source {next}");
    }
}
