using System.Diagnostics;

namespace Archon.Silo.Hosting;

/// <summary>
/// Ends the process of a silo that cannot go on: mostly one that stood still, was declared dead by the others, and must not do anything any more. Orleans' own way
/// is the same, with a crash report of hundreds of lines.
/// </summary>
internal sealed class SiloEnd : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    /// <summary>A sentence on standard error, and the end: no handler of a stop runs, for a stop would speak to a cluster that knows this silo as dead. Exit code 137.</summary>
    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        Console.Error.WriteLine(Explain(context, exception));
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    /// <summary>What happened, and what to do.</summary>
    internal static string Explain(string? context, Exception? exception)
    {
        var said = $"{context} {exception?.GetBaseException().Message}".ReplaceLineEndings(" ").Trim();
        return said.Contains("told I am dead", StringComparison.Ordinal) || exception is SiloUnavailableException
            ? "The other silos have declared this one dead, for it did not answer them for a while. Its crawls go on elsewhere, and this process ends, so that it does nothing twice. "
                + "Start it again; what supervises it should do so by itself."
            : $"The silo cannot go on, and its process ends: {(said.Length > 500 ? $"{said[..500]}…" : said)}";
    }
}
