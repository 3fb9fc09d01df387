namespace Archon.Cli.Nodes;

/// <summary>Whether what has no answer is asked anew.</summary>
internal enum Asking
{
    /// <summary>Asked twice it would be done twice: anew only where it was not heard.</summary>
    Once,

    /// <summary>It reads, or is as good as done when it was done before.</summary>
    AsOftenAsNeeded,
}
