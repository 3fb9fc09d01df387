namespace Archon.Domain.Rendering;

/// <summary>Whether a document is the page, or a shell that scripts write the page into.</summary>
public enum ShellVerdict
{
    /// <summary>It is the page.</summary>
    Complete = 0,

    /// <summary>It may be the page; a few such are looked at in a browser.</summary>
    Doubtful = 1,

    /// <summary>It looks like a shell.</summary>
    Shell = 2,
}

/// <summary>A verdict and what it is founded on.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Ground">What was seen; a clause for a sentence, such as "#root holds 0 characters".</param>
/// <param name="IsCertain">A shell that holds nothing worth keeping.</param>
public sealed record ShellJudgement(ShellVerdict Verdict, string Ground, bool IsCertain = false);
