namespace Archon.Cli;

/// <summary>A command cannot go on; the message is the sentence to print.</summary>
internal sealed class CliException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
