namespace Archon.Domain.Extraction;

/// <summary>Which elements may be the document.</summary>
internal static class MainContentRanks
{
    /// <returns>How surely an element is the document; null for one that is none.</returns>
    public static MainContentRank? Of(in ElementFacts facts)
    {
        if (!facts.Tag.IsBlock() || facts.Tag is HtmlTag.Body)
        {
            return null;
        }

        return facts switch
        {
            _ when facts.Has(ClassTraits.Document) => MainContentRank.Generator,
            { Tag: HtmlTag.Main } or { Role: "main" } => MainContentRank.Main,
            { Tag: HtmlTag.Article } or { Role: "article" } => MainContentRank.Article,
            _ when facts.Has(ClassTraits.PerhapsDocument) => MainContentRank.Named,
            _ => null,
        };
    }
}
