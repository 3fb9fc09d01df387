using Archon.Cli.Output;

namespace Archon.Cli;

/// <summary>What every command gets: where to write, what time it is, and when to stop.</summary>
internal sealed record CliContext(Terminal Terminal, TimeProvider Clock, InterruptSignals Signals)
{
    /// <summary><c>ARCHON_DEBUG</c> asks for the node's log and for stack traces.</summary>
    public static bool IsDebugging => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("ARCHON_DEBUG"));
}
