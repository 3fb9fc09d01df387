using System.CommandLine;
using Archon.Cli.Diagnosis;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.Silo;
using Archon.Silo.Surveying;

namespace Archon.Cli.Commands;

/// <summary><c>archon doctor</c>: whether Archon can work here, and what to do when it cannot.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "doctor",
            "Check that Archon can work here: one line a check, and what to do about one that fails. With Archon:Postgres:ConnectionString set, and " +
            "neither --data nor --server, it checks the cluster: database, pgvector, schema, models, members and clocks.",
            "archon doctor",
            "archon doctor --data ./knowledge",
            "archon doctor --json");
        var target = TargetOptions.AddTo(command);
        var json = JsonOption.AddTo(command, "Print the checks as one JSON document");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var found = new List<Check>();
            var where = ArchonNode.IsClusterConfigured() ? target.ReadGiven(parsed) : target.Read(parsed);
            var checks = where is { IsDataGiven: false, Server: null } && ArchonNode.IsClusterConfigured()
                ? new ClusterCheckup(stop => ClusterSurvey.ReadAsync(context.Clock, stop)).RunAsync(cancellationToken)
                : new Checkup(where, context.Clock).RunAsync(cancellationToken);
            void Tell(Check check)
            {
                found.Add(check);
                if (!parsed.GetValue(json))
                {
                    Write(context.Terminal.Out, check);
                }
            }

            if (where is { IsDataGiven: false, Server: null } && ArchonNode.IsClusterBlank())
            {
                Tell(Check.Fail("Settings", ServeCommand.BlankCluster.TrimEnd('.'), ServeCommand.BlankClusterRemedy));
            }

            await foreach (var check in checks)
            {
                Tell(check);
            }

            var healthy = found.TrueForAll(check => check.Passed);
            if (parsed.GetValue(json))
            {
                context.Terminal.Out.Json(new DiagnosisReport(healthy, found));
            }

            return healthy ? ExitCode.Completed : ExitCode.Failed;
        });
        return command;
    }

    private static void Write(TerminalStream output, Check check)
    {
        var verdict = check.Verdict switch
        {
            Verdict.Ok => Styled.Good("ok  "),
            Verdict.Warning => Styled.Warning("warn"),
            _ => Styled.Bad("FAIL"),
        };
        var remedy = check.Remedy is null ? "" : $". {check.Remedy}";
        output.Line(verdict, "  ", $"{check.Name,-12}", "  ", TerminalText.OneLine(check.Finding + remedy));
    }
}
