namespace Archon.Cli;

/// <summary>What the process says to the shell. The numbers are promised in the README.</summary>
internal static class ExitCode
{
    public const int Completed = 0;
    public const int Failed = 1;
    public const int BadUsage = 2;
    public const int CompletedWithFailedPages = 3;
    public const int Interrupted = 130;
}
