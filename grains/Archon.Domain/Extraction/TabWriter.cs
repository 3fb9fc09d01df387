using AngleSharp.Dom;
using Archon.Domain.CodeExamples;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes alternatives of which a script shows one: each behind its label in bold. Code that stands alone in its tab names tab and set in its fence. Labels stand before all
/// panels (Docusaurus, Starlight, Sphinx tabs, MkDocs Material, VitePress, whatever has <c>role=tablist</c>) or each before its own (sphinx-design); which is whose is told by
/// the ids that they name, else by their order.
/// </summary>
internal sealed class TabWriter(MarkdownWriter writer)
{
    private const int MostLabels = 100;
    private const int LongestLabel = 80;

    private readonly List<Label> _labels = [];
    private int _next;
    private int _set;
    private int _sets;
    private string? _attributes;

    /// <summary>Forgets the page before.</summary>
    public void Begin()
    {
        _labels.Clear();
        _next = _set = _sets = 0;
        _attributes = null;
    }

    /// <summary>What the next fence says of its tab; empty when it stands in none.</summary>
    public string TakeAttributes()
    {
        var taken = _attributes ?? "";
        _attributes = null;
        return taken;
    }

    /// <returns>False when the element has nothing to do with tabs.</returns>
    public bool Write(IElement element, in ElementFacts facts)
    {
        if (writer.Flow is not BlockFlow.Blocks)
        {
            return false;
        }

        if (facts.Role == "tablist" || facts.Has(ClassTraits.TabLabels))
        {
            return !BoilerplateRules.HoldsCode(element) && ReadLabels(element);
        }

        if (facts.Tag is HtmlTag.Label)
        {
            return element.ParentElement is { } parent && writer.FactsOf(parent).Has(ClassTraits.TabSet) && ReadLabel(element);
        }

        if (facts.Role == "tabpanel" || facts.Has(ClassTraits.TabPanel))
        {
            return WritePanel(element);
        }

        if (facts.Has(ClassTraits.TabSet))
        {
            NewSet();
            return element.ClassList.Contains("vp-code-group") && WriteCodeGroup(element);
        }

        return false;
    }

    private void NewSet()
    {
        _labels.Clear();
        _next = 0;
        _set = ++_sets;
    }

    private bool ReadLabels(IElement list)
    {
        // A set that was entered and has no labels yet is this one's.
        if (_set == 0 || _labels.Count > 0)
        {
            NewSet();
        }

        ReadLabels(list, element => element.GetAttribute("role") == "tab");
        if (_labels.Count == 0)
        {
            ReadLabels(list, element => element.LocalName is "label" or "button" or "li" or "a");
        }

        return true;
    }

    private void ReadLabels(IElement list, Func<IElement, bool> isLabel)
    {
        foreach (var child in PageNodes.ElementsOf(list))
        {
            if (isLabel(child))
            {
                Add(child);
            }
            else
            {
                ReadLabels(child, isLabel);
            }
        }
    }

    private bool ReadLabel(IElement label)
    {
        // Each before its own panel: the first begins a set.
        if (_set == 0)
        {
            NewSet();
        }

        Add(label);
        return true;
    }

    private void Add(IElement tab)
    {
        var text = writer.Words.Of(tab).Trim();
        if (text.Length > 0 && _labels.Count < MostLabels)
        {
            var panel = tab.GetAttribute("aria-controls") ?? (tab.GetAttribute("href") is ['#', .. var fragment] ? fragment : tab.GetAttribute("data-bs-target") is ['#', .. var target] ? target : null);
            _labels.Add(new Label(text.Length <= LongestLabel ? text : text[..LongestLabel], tab.Id, panel));
        }
    }

    private bool WriteCodeGroup(IElement group)
    {
        writer.Flush();
        foreach (var child in PageNodes.ElementsOf(group))
        {
            if (BoilerplateRules.HoldsCode(child))
            {
                foreach (var panel in PageNodes.ElementsOf(child))
                {
                    WritePanel(panel);
                }
            }
            else
            {
                ReadLabels(child);
            }
        }

        return true;
    }

    private bool WritePanel(IElement panel)
    {
        // What only holds the panels is none.
        if (PageNodes.ElementsOf(panel).FirstOrDefault() is { } inner && writer.FactsOf(inner) is var facts && (facts.Has(ClassTraits.TabPanel) || facts.Role == "tabpanel"))
        {
            return false;
        }

        if (LabelOf(panel) is not { } label)
        {
            return false;
        }

        writer.Flush();
        writer.Inline.Open(InlineMarkKind.Strong);
        writer.Inline.Append(label.Text);
        writer.Inline.Close();
        writer.Flush();

        // Tabs may stand in tabs.
        var outer = (Labels: _labels.ToArray(), Next: _next, Set: _set);
        _attributes = CodesIn(panel) == 1 ? $" tab={FenceInfo.Quoted(label.Text)} tabs=\"{_set}\"" : null;
        writer.WriteChildren(panel);
        writer.Flush();
        _attributes = null;
        if (_set != outer.Set)
        {
            _labels.Clear();
            _labels.AddRange(outer.Labels);
            (_next, _set) = (outer.Next, outer.Set);
        }

        return true;
    }

    private Label? LabelOf(IElement panel)
    {
        var (id, labelledBy) = (panel.Id, panel.GetAttribute("aria-labelledby"));
        foreach (var label in _labels)
        {
            if ((label.Panel is not null && label.Panel == id) || (label.Id is not null && label.Id == labelledBy))
            {
                return label;
            }
        }

        return _next < _labels.Count ? _labels[_next++] : null;
    }

    private static int CodesIn(IElement element)
    {
        var count = 0;
        foreach (var child in PageNodes.ElementsOf(element))
        {
            count += child.LocalName == "pre" ? 1 : BoilerplateRules.HoldsCode(child) ? CodesIn(child) : 0;
            if (count > 1)
            {
                break;
            }
        }

        return count;
    }

    private sealed record Label(string Text, string? Id, string? Panel);
}
