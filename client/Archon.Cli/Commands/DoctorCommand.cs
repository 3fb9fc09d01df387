using System.CommandLine;
using Archon.Cli.Diagnosis;
using Archon.Cli.Output;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>archon doctor</c>: whether Archon can work here, and what to do when it cannot.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "doctor",
            "Check that Archon can work here: one line a check, and what to do about one that fails.",
            "archon doctor",
            "archon doctor --data ./knowledge");
        var target = TargetOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var healthy = true;
            await foreach (var check in new Checkup(target.Read(parsed), context.Clock).RunAsync(cancellationToken))
            {
                healthy &= check.Passed;
                Write(context.Terminal.Out, check);
            }

            return healthy ? ExitCode.Completed : ExitCode.Failed;
        });
        return command;
    }

    private static void Write(TerminalStream output, Check check)
    {
        var verdict = check.Passed ? Styled.Good("ok  ") : Styled.Bad("FAIL");
        var remedy = check.Remedy is null ? "" : $". {check.Remedy}";
        output.Line(verdict, "  ", $"{check.Name,-12}", "  ", TerminalText.OneLine(check.Finding + remedy));
    }
}
