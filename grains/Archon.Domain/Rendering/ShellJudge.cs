using System.Globalization;

namespace Archon.Domain.Rendering;

/// <summary>Judges by evidence whether a document needs its scripts.</summary>
public static class ShellJudge
{
    /// <summary>Characters of "Loading, please wait…" and its like.</summary>
    private const int Placeholder = 60;

    /// <summary>Below it a document with scripts is a shell: a heading and a sentence have more.</summary>
    private const int Thin = 150;

    /// <summary>Characters a page frame may have around an empty root: menus, a footer.</summary>
    private const int Frame = 2000;

    /// <summary>Below it a document that asks for JavaScript is believed.</summary>
    private const int AskingShell = 400;

    /// <summary>Below it a document with scripts might lack its text.</summary>
    private const int Sparse = 600;

    /// <summary>Links that a page hardly has fewer of when it shows the way to others.</summary>
    private const int FewLinks = 5;

    public static ShellJudgement Judge(PageEvidence evidence)
    {
        if (evidence.Scripts == 0)
        {
            return new(ShellVerdict.Complete, "it has no scripts");
        }

        // A page of javadoc without JavaScript lacks its search field, and says so on every page; "No usage of java.io.FileReader" is all that it has to say.
        if (evidence is { WholeBy: { } generator, TextLength: > 0 } and not { Root: not null, RootTextLength: 0 })
        {
            return new(ShellVerdict.Complete, $"{generator} writes whole pages");
        }

        if (evidence is { Root: { } root, RootTextLength: < Placeholder })
        {
            var ground = string.Create(CultureInfo.InvariantCulture, $"{root} holds {evidence.RootTextLength} characters");
            return evidence.TextLength < Frame
                ? new(ShellVerdict.Shell, ground, IsCertain: evidence.TextLength < Thin)
                : new(ShellVerdict.Doubtful, ground);
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"it holds {evidence.TextLength} characters of text");
        return evidence switch
        {
            { AsksForScript: true, TextLength: < AskingShell } => new(ShellVerdict.Shell, "it asks for JavaScript", IsCertain: evidence.TextLength < Placeholder),
            { TextLength: < Thin } => new(ShellVerdict.Shell, text),
            { AsksForScript: true, TextLength: < Frame } and not { Root: not null, RootTextLength: >= Thin } => new(ShellVerdict.Doubtful, "it asks for JavaScript"),
            { TextLength: < Sparse } => new(ShellVerdict.Doubtful, text),
            _ => new(ShellVerdict.Complete, text),
        };
    }

    /// <summary>
    /// Judges the page that a crawl begins with, of which nothing else is known: with scripts and hardly a link it may well have its menu written by them, as
    /// Doxygen's pages do, and without it the crawl ends here.
    /// </summary>
    public static ShellJudgement JudgeFirst(PageEvidence evidence)
    {
        var judgement = Judge(evidence);
        return judgement.Verdict != ShellVerdict.Shell && evidence is { Scripts: > 0, Links: < FewLinks }
            ? new(ShellVerdict.Shell, string.Create(CultureInfo.InvariantCulture, $"the crawl begins with it and it has {evidence.Links} {(evidence.Links == 1 ? "link" : "links")}"))
            : judgement;
    }

    /// <summary>Whether the rendered page has what its document lacked: enough more text, or links to go on by.</summary>
    public static bool IsGain(PageEvidence before, PageEvidence after) =>
        after.TextLength - before.TextLength >= Math.Max(Placeholder, before.TextLength / 4) || after.Links - before.Links >= Math.Max(5, before.Links);
}
