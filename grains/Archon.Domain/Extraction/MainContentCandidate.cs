using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>An element that may be the document, the strongest kind first.</summary>
internal enum MainContentRank
{
    Generator,
    Main,
    Article,
    Named,
}

/// <param name="Element">The element.</param>
/// <param name="Rank">Why it may be the document.</param>
/// <param name="Order">Its place among the candidates, in document order.</param>
/// <param name="LastInside">The place of the last candidate inside it; its own when there is none.</param>
/// <param name="Text">Letters of text in it, boilerplate left out and link text counted by a quarter.</param>
/// <param name="LinkText">Letters of links in it, boilerplate left out.</param>
/// <param name="Heading">Its first <c>h1</c>.</param>
/// <param name="HeadingsBefore">How many <c>h1</c> of the page stand before it.</param>
/// <param name="Path">What it stands in, from the outermost, as the walk came to it.</param>
/// <param name="Subheading">Its first <c>h2</c>.</param>
internal sealed record MainContentCandidate(
    IElement Element, MainContentRank Rank, int Order, int LastInside, int Text, int LinkText, IElement? Heading, int HeadingsBefore, IElement[] Path, IElement? Subheading)
{
    /// <summary>Most of its letters stand in links.</summary>
    public bool IsOfLinks => Text < LinkText + (LinkText / 4);

    public bool Holds(MainContentCandidate other) => other.Order > Order && other.Order <= LastInside;
}
