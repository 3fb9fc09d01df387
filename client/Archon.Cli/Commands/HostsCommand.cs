using System.CommandLine;
using System.Globalization;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Hosts;

namespace Archon.Cli.Commands;

/// <summary><c>archon hosts</c>: how the hosts are treated that crawls fetch from.</summary>
internal static class HostsCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "hosts",
            "List the hosts that were fetched from, the one asked last first, and how each is treated now.",
            "archon hosts",
            "archon hosts --limit 5",
            "archon hosts --json");
        var limit = Bounded.Number("--limit", "Most hosts to list", 50, 1, 200);
        command.Add(limit);
        var json = JsonOption.AddTo(command, "The list as one line of JSON");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, parsed.GetValue(limit), target.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    /// <summary>A host in cells: limit and ceiling, delay, and until when it is left alone.</summary>
    internal static string[] Cells(HostState host, DateTimeOffset now) =>
    [
        Humanly.Count(host.InFlight),
        Humanly.Count(host.Waiting),
        $"{host.Limit} of {host.Ceiling}",
        host.DelaySeconds > 0 ? Humanly.Duration(TimeSpan.FromSeconds(host.DelaySeconds)) : "-",
        host.HeldUntil is { } until && until > now ? $"for {Humanly.Duration(until - now)}" : "-",
        host.Backoff > 0 ? Humanly.Count(host.Backoff) : "-",
        host.LastStatus?.ToString(CultureInfo.InvariantCulture) ?? "-",
        host.Robots,
        Humanly.Count(host.Requests),
        host.Origin,
    ];

    private static Task<int> RunAsync(CliContext context, int limit, NodeTarget target, bool json, CancellationToken cancellationToken) =>
        NodeTries.ReadAsync(target, context.Clock, connection => RunAsync(context, connection, limit, target, json, cancellationToken), cancellationToken);

    private static async Task<int> RunAsync(
        CliContext context, NodeConnection connection, int limit, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        var hosts = await connection.Client.ListHostsAsync(limit, cancellationToken);
        if (json)
        {
            context.Terminal.Out.Json(hosts);
            return ExitCode.Completed;
        }

        if (hosts.Items.IsEmpty)
        {
            context.Terminal.Error.Line($"Nothing has been fetched into {connection.Place} yet. Begin with: {target.Hint("crawl URL")}");
            return ExitCode.Completed;
        }

        var table = new TextTable("NOW", "WAITING", "LIMIT", "DELAY", "HELD", "BACK-OFF", "LAST", "ROBOTS", "REQUESTS", "HOST");
        foreach (var host in hosts.Items)
        {
            table.Add(Cells(host, context.Clock.GetUtcNow()));
        }

        table.WriteTo(context.Terminal.Out);
        return ExitCode.Completed;
    }
}
