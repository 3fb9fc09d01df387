using System.CommandLine;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Commands;

/// <summary><c>archon schedule</c>: has a source refreshed by itself, or says when it will be.</summary>
internal static class ScheduleCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "schedule",
            "Refresh a source every so often, as 'archon refresh' does; without --every or --off, say when it will be refreshed. A running node begins the refreshes: archon serve.",
            "archon schedule docs-python-org-3-tutorial-1a2b3c4d --every 1d",
            "archon schedule docs-python-org-3-tutorial-1a2b3c4d",
            "archon schedule docs-python-org-3-tutorial-1a2b3c4d --off");
        var id = SourceArgument.AddTo(command, "SOURCE");
        var every = new Option<TimeSpan?>("--every")
        {
            Description = "Time from one refresh to the next: a whole number and m, h, d or w, 15m to 366d",
            HelpName = "TIME",
            CustomParser = result =>
            {
                if (RefreshPeriod.TryParse(result.Tokens[^1].Value, out var period))
                {
                    return period;
                }

                result.AddError($"--every is a whole number and m, h, d or w, like 12h or 1d, not '{result.Tokens[^1].Value}'.");
                return null;
            },
        };
        var off = new Option<bool>("--off") { Description = "Refresh it only when somebody asks for it" };
        command.Add(every);
        command.Add(off);
        command.Validators.Add(result =>
        {
            if (result.GetResult(every) is not null && result.GetResult(off) is { Implicit: false })
            {
                result.AddError("--every and --off do not go together.");
            }
        });
        var allowPrivate = AllowPrivateOption.AddTo(command);
        var json = JsonOption.AddTo(command, "The source as one line of JSON");
        var target = TargetOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var connection = await AllowPrivateOption.OpenAsync(
                context, target.Read(parsed), NodeNeeds.Reading, parsed.GetValue(allowPrivate), cancellationToken);
            var source = await SourceArgument.FindAsync(connection, parsed.GetRequiredValue(id), cancellationToken);
            if (parsed.GetValue(every) is not null || parsed.GetValue(off))
            {
                source = await SetAsync(connection, source, parsed.GetValue(every), parsed.GetValue(allowPrivate), cancellationToken);
            }

            if (parsed.GetValue(json))
            {
                context.Terminal.Out.Json(source);
            }
            else
            {
                Tell(context.Terminal, connection, source);
            }

            return ExitCode.Completed;
        });
        return command;
    }

    private static async Task<Source> SetAsync(
        NodeConnection connection, Source source, TimeSpan? every, bool allowPrivate, CancellationToken cancellationToken)
    {
        var access = allowPrivate ? PrivateAccess.All : LoopbackUrl.Is(source.Url) ? PrivateAccess.SeedOrigin : PrivateAccess.None;
        var result = await connection.ScheduleRefreshAsync(source.Id, every, access, cancellationToken);
        return result.Source ?? throw (result.Message is { } message
            ? new CliException($"--every: {message}", ExitCode.BadUsage)
            : new CliException($"There is no source {source.Id} in {connection.Place} any more."));
    }

    private static void Tell(Terminal terminal, NodeConnection connection, Source source)
    {
        if (source is not { RefreshEverySeconds: { } seconds, NextRefreshAt: { } next })
        {
            terminal.Out.Line($"{source.Id} is refreshed only when somebody asks for it: {connection.Target.Hint($"refresh {source.Id}")}");
            return;
        }

        terminal.Out.Line($"{source.Id} is refreshed every {RefreshPeriod.Format(TimeSpan.FromSeconds(seconds))}, next at {Humanly.Moment(next)}");
        if (connection.Owned is not null)
        {
            terminal.Error.Line($"A running node begins its refreshes; none runs on this folder now. Start one with: {connection.Target.Hint("serve")}");
        }
    }
}
