using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Writes notes, tips and warnings as a block quote that begins with its label in bold.</summary>
internal sealed class AdmonitionWriter(MarkdownWriter writer)
{
    private static readonly string[] Kinds = ["note", "tip", "info", "warning", "caution", "important", "danger", "hint", "seealso"];

    private static readonly (string Colour, string Kind)[] Colours = [("bg-red", "Error"), ("bg-yellow", "Warning"), ("bg-blue", "Info"), ("bg-orange", "Note"), ("bg-purple", "Important")];

    private int _depth;

    /// <summary>Forgets the page before, which may have been broken off.</summary>
    public void Begin() => _depth = 0;

    /// <returns>False when the element is no admonition after all.</returns>
    public bool Write(IElement element, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Label))
        {
            return WriteLabel(element);
        }

        if (facts.Tag is not (HtmlTag.Block or HtmlTag.Aside or HtmlTag.Section or HtmlTag.Details or HtmlTag.BlockQuote)
            || writer.Flow is not BlockFlow.Blocks
            || writer.Output.Depth >= BlockOutput.DeepestNesting)
        {
            return false;
        }

        writer.Flush();
        writer.Output.OpenQuote(element);
        _depth++;

        if (LabelIn(element, levels: 3) is { } label)
        {
            WriteBold(label);
            WriteRest(element, label);
        }
        else if (element.ClassList.Contains("admonitionblock") && element.QuerySelector("td.icon .title") is { } title)
        {
            WriteBold(title);
            writer.WriteChildren(element);
        }
        else if (element.ClassList.Contains("nextra-callout"))
        {
            WriteNextra(element);
        }
        else
        {
            // Quarto's title stands behind a sign.
            if (!element.ClassList.Contains("callout-titled") && !BoilerplateRules.Holds(element, HtmlTag.HeaderCell) && !SaysKind(element))
            {
                WriteKind(element);
            }

            writer.WriteChildren(element);
        }

        writer.Flush();
        _depth--;
        writer.Output.Close();
        return true;
    }

    private bool WriteLabel(IElement element)
    {
        if (_depth == 0)
        {
            return false;
        }

        WriteBold(element);
        return true;
    }

    private void WriteBold(IElement label)
    {
        writer.WriteLine(label, InlineMarkKind.Strong);
        writer.Flush();
    }

    private void WriteKind(IElement element)
    {
        if (KindOf(element) is { } kind)
        {
            WriteBold(kind == "seealso" ? "See also" : $"{char.ToUpperInvariant(kind[0])}{kind[1..]}");
        }
    }

    // A class of its own says it; else a part of one, as in "alert-warning".
    private static string? KindOf(IElement element) =>
        Array.Find(Kinds, kind => element.ClassList.Any(name => name.Equals(kind, StringComparison.OrdinalIgnoreCase)))
        ?? Array.Find(Kinds, kind => element.ClassName?.Replace("confluence-information-macro", "", StringComparison.Ordinal).Contains(kind, StringComparison.OrdinalIgnoreCase) is true);

    // "Warning:" at the beginning of the text.
    private static bool SaysKind(IElement element) =>
        KindOf(element) is { } kind
        && element.FirstElementChild is { LocalName: "p" or "strong" or "b" or "span" } first
        && first.TextContent.AsSpan().TrimStart() is var text
        && text.StartsWith(kind, StringComparison.OrdinalIgnoreCase) && text.Length > kind.Length && text[kind.Length] == ':';

    // Erlang's: <div class="label">Note</div>
    private static bool IsNamedLabel(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Block && element.ClassList.Contains("label") && IsKind(element);

    private static bool IsKind(IElement element)
    {
        var text = element.TextContent.Trim().TrimEnd(':');
        return Array.Exists(Kinds, kind => kind.Equals(text, StringComparison.OrdinalIgnoreCase));
    }

    // Nextra says the kind by its colour, and shows a sign before the text.
    private void WriteNextra(IElement element)
    {
        foreach (var (colour, kind) in Colours)
        {
            if (element.ClassName!.Contains(colour, StringComparison.Ordinal))
            {
                WriteBold(kind);
                break;
            }
        }

        if (element.FirstElementChild is { } sign && !sign.TextContent.Any(char.IsLetterOrDigit))
        {
            WriteRest(element, sign);
        }
        else
        {
            writer.WriteChildren(element);
        }
    }

    private void WriteBold(string label)
    {
        writer.Inline.Open(InlineMarkKind.Strong);
        writer.Inline.Append(label);
        writer.Inline.Close();
        writer.Flush();
    }

    // The label stands first, perhaps some wrappers deep; it is written once and passed over where it stands.
    private void WriteRest(IElement element, IElement label)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IElement child when child == label:
                    break;

                case IElement child when child.Contains(label):
                    WriteRest(child, label);
                    break;

                case IElement child:
                    writer.WriteElement(child);
                    break;

                case IText text:
                    writer.Inline.Append(text.Data);
                    break;
            }
        }
    }

    private IElement? LabelIn(IElement element, int levels)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            var facts = writer.FactsOf(child);

            if (facts.Tag.IsHeading() || facts.Tag is HtmlTag.Summary || facts.Has(ClassTraits.Label) || (facts.Tag is HtmlTag.Paragraph && (IsKind(child) || child.ClassList.Contains("title"))) || IsNamedLabel(child, facts))
            {
                return child;
            }

            if (facts.Tag is HtmlTag.Silent)
            {
                continue;
            }

            return levels > 0 && facts.Tag is HtmlTag.Block or HtmlTag.Header ? LabelIn(child, levels - 1) : null;
        }

        return null;
    }
}
