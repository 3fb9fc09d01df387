using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A block of footnotes, and where it stands. Asciidoctor, for one, writes it beside the document.</summary>
/// <param name="Element">The block.</param>
/// <param name="Parent">What it stands in as the walk came to it: in a page that is read in parts an element does not know that.</param>
/// <param name="CandidatesBefore">How many candidates for the document begin before it.</param>
internal sealed record PlacedNotes(IElement Element, IElement Parent, int CandidatesBefore)
{
    public static bool Are(IElement element, in ElementFacts facts) =>
        facts.Tag.IsBlock()
        && (facts.Id.Equals("footnotes", StringComparison.OrdinalIgnoreCase) || facts.Role == "doc-endnotes"
            || (facts.Has(ClassTraits.Footnote) && element.ClassList.Contains("footnotes"))
            || (facts.Tag is HtmlTag.Footer && FooterText.HoldsNotes(element, facts)));

    /// <summary>Whether they stand behind the document, in something that holds both.</summary>
    public bool Follow(MainContentCandidate chosen) =>
        CandidatesBefore > chosen.Order && Array.IndexOf(chosen.Path, Parent) >= 0;
}
