using System.CommandLine;
using Archon.Cli.Commands;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.Client;
using Archon.Silo;

namespace Archon.Cli;

/// <summary>From the arguments to the exit code.</summary>
internal static class CommandLine
{
    // A query or a URL may start with '@': it is never the name of a file with more arguments.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    public static async Task<int> RunAsync(string[] args)
    {
        var clock = TimeProvider.System;
        using var signals = new InterruptSignals(clock);
        var context = new CliContext(Terminal.OfProcess(), clock, signals);
        return await RunAsync(args, context);
    }

    public static async Task<int> RunAsync(string[] args, CliContext context)
    {
        var errors = context.Terminal.Error;
        var parsed = ArchonCommands.Create(context).Parse(args, Parser);
        if (UsageErrors.Describe(parsed) is { } usage)
        {
            errors.Line(usage);
            return ExitCode.BadUsage;
        }

        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = context.Terminal.Out.Writer,
            Error = errors.Writer,
        };

        try
        {
            return await parsed.InvokeAsync(invocation, context.Signals.Requested);
        }
        catch (OperationCanceledException) when (context.Signals.Requested.IsCancellationRequested)
        {
            errors.Line("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (CliException exception)
        {
            errors.Line(exception.ExitCode == ExitCode.BadUsage ? UsageErrors.WithHelp(exception.Message, parsed.CommandResult.Command) : exception.Message);
            return exception.ExitCode;
        }
        catch (Exception exception) when (exception is NodeStartException or ArchonUnavailableException or IOException or UnauthorizedAccessException)
        {
            errors.Line(TerminalText.OneLine(FullDisk.Explain(exception) ?? exception.Message));
            return ExitCode.Failed;
        }
        catch (Exception exception)
        {
            errors.Line($"archon met something it did not expect: {TerminalText.OneLine(exception.Message)}");
            errors.Line(!CliContext.IsDebugging
                ? "Run it again with ARCHON_DEBUG=1 to see where."
                : TerminalText.Block(exception.ToString()));
            return ExitCode.Failed;
        }
    }
}
