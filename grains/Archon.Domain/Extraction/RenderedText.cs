using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// What a page shows that a browser has written: its scripts have run, and what stands in a <c>noscript</c> may be there already. It is, if all its letters stand in the page in their order and all its
/// pictures do; a few letters may stand anywhere. Read when it is first asked.
/// </summary>
/// <param name="body">The page.</param>
/// <param name="writer">Knows what is not shown.</param>
/// <param name="links">Knows what addresses are relative to.</param>
internal sealed class RenderedText(IElement body, MarkdownWriter writer, LinkResolver links)
{
    private const int FewestLetters = 24;

    // Each is looked for in all of the page.
    private const int MostAsked = 200;

    private readonly HashSet<string> _pictures = new(StringComparer.Ordinal);
    private string? _letters;
    private int _asked;

    /// <summary>Whether the page shows what a <c>noscript</c> says.</summary>
    public bool Says(IElement noscript)
    {
        if (_letters is null)
        {
            var shown = new StringBuilder();
            Read(body, shown, _pictures);
            _letters = shown.ToString();
        }

        var (said, pictures) = (new StringBuilder(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var child in PageNodes.Of(noscript))
        {
            Read(child, said, pictures);
        }

        return said.Length == 0
            ? pictures.Count > 0 && pictures.IsSubsetOf(_pictures)
            : said.Length >= FewestLetters && ++_asked <= MostAsked && pictures.IsSubsetOf(_pictures) && _letters.Contains(said.ToString(), StringComparison.Ordinal);
    }

    private void Read(INode node, StringBuilder letters, HashSet<string> pictures)
    {
        switch (node)
        {
            case IText text:
                foreach (var letter in text.Data)
                {
                    if (char.IsLetterOrDigit(letter))
                    {
                        letters.Append(letter);
                    }
                }

                break;

            case IElement { LocalName: "img" } image:
                if (!ImageAddress.IsPixel(image) && ImageAddress.Of(image, links) is { } address)
                {
                    pictures.Add(address);
                }

                break;

            case IElement element when writer.FactsOf(element) is { Tag: not HtmlTag.Silent, IsHidden: false, IsAriaHidden: false } facts && !facts.Has(ClassTraits.Hidden):
                foreach (var child in PageNodes.Of(element))
                {
                    Read(child, letters, pictures);
                }

                break;
        }
    }
}
