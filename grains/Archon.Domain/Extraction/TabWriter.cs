using AngleSharp.Dom;
using Archon.Domain.CodeExamples;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes alternatives of which a script shows one: each behind its label in bold. Code that stands alone in its tab names tab and set in its fence. Labels stand before all
/// panels (Docusaurus, Starlight, Sphinx tabs, MkDocs Material, VitePress, whatever has <c>role=tablist</c>) or each before its own (sphinx-design); which is whose is told by
/// the ids that they name, else by their order, as long as nothing stands between. A label that is another set's is none. Where the panels stand between the tabs, as in an
/// accordion, each tab is the title of what follows: the heading that it is, or a line in bold.
/// </summary>
internal sealed class TabWriter(MarkdownWriter writer)
{
    private const int MostLabels = 100;

    private readonly List<TabLabel> _labels = [];
    private int _end;
    private bool _isByIds;
    private int _next;
    private int _set;
    private int _sets;
    private string? _attributes;

    /// <summary>Forgets the page before.</summary>
    public void Begin()
    {
        _labels.Clear();
        _next = _set = _sets = _end = 0;
        _isByIds = false;
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

        // A row of labels is not walked through.
        if (facts.Role == "tab" && TabSections.IsInList(element))
        {
            return WriteTitle(element);
        }

        if (facts.Tag is HtmlTag.Navigation)
        {
            return TabRow.AllOf(element) is { } only && ReadLabels(only);
        }

        if (facts.Has(ClassTraits.TabLabels) && !facts.Tag.IsBlock() && facts.Role != "tablist")
        {
            return element.GetAttribute("href") is null or ['#', ..] && ReadOne(element);
        }

        if (facts.Role == "tablist" || facts.Has(ClassTraits.TabLabels))
        {
            if (TabRow.IsOfSections(element))
            {
                NewSet();
                return false;
            }

            return ReadLabels(element);
        }

        if (facts.Tag is HtmlTag.Label)
        {
            return element.ParentElement is { } parent && writer.FactsOf(parent).Has(ClassTraits.TabSet) && ReadLabel(element);
        }

        if (facts.Role == "tabpanel" || facts.Has(ClassTraits.TabPanel))
        {
            return WritePanel(element);
        }

        if (facts.Has(ClassTraits.TabPanels))
        {
            return WritePanels(element);
        }

        if (facts.Has(ClassTraits.TabSet))
        {
            NewSet();
            return IsCodeGroup(element) && WriteCodeGroup(element);
        }

        return false;
    }

    // One of a row that nothing names: what stands before the row begins the set.
    private bool ReadOne(IElement label)
    {
        writer.Flush();
        if (_labels.Count == 0 || _next > 0 || _isByIds || _end != writer.Output.Length)
        {
            NewSet();
        }

        Add(label);
        return true;
    }

    private bool WriteTitle(IElement tab)
    {
        if (HeaderReader.IsHeadingOrHoldsOne(tab))
        {
            return false;
        }

        writer.WriteLine(tab, InlineMarkKind.Strong);
        writer.Flush();
        return true;
    }

    private void NewSet()
    {
        writer.Flush();
        _labels.Clear();
        _next = 0;
        _isByIds = false;
        _end = writer.Output.Length;
        _set = ++_sets;
    }

    // VitePress, ReadMe.
    private static bool IsCodeGroup(IElement element) => element.ClassList.Contains("vp-code-group") || element.ClassList.Contains("CodeTabs");

    private bool ReadLabels(IElement list)
    {
        // A set that was entered and has no labels yet is this one's.
        if (_set == 0 || _labels.Count > 0)
        {
            NewSet();
        }

        foreach (var tab in TabRow.TabsOf(list))
        {
            Add(tab);
        }

        return true;
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
        if (_labels.Count < MostLabels && TabLabel.Of(tab, writer.Words) is { } label)
        {
            _labels.Add(label);
        }
    }

    private bool WriteCodeGroup(IElement group)
    {
        writer.Flush();
        foreach (var child in PageNodes.ElementsOf(group))
        {
            if (BoilerplateRules.HoldsCode(child))
            {
                WriteEach(child);
            }
            else
            {
                ReadLabels(child);
            }
        }

        return true;
    }

    // Each child is a panel where each has a label.
    private bool WritePanels(IElement holder)
    {
        writer.Flush();
        var children = 0;
        foreach (var node in PageNodes.Of(holder))
        {
            children += node is IElement ? 1 : 0;
            if (node is IText text && !string.IsNullOrWhiteSpace(text.Data))
            {
                return false;
            }
        }

        if (children == 0 || children != _labels.Count - _next)
        {
            return false;
        }

        WriteEach(holder);
        return true;
    }

    private void WriteEach(IElement holder)
    {
        foreach (var panel in PageNodes.ElementsOf(holder))
        {
            if (!WritePanel(panel))
            {
                writer.WriteElement(panel);
            }
        }
    }

    private bool WritePanel(IElement panel)
    {
        // What only holds the panels is none.
        if (PageNodes.ElementsOf(panel).FirstOrDefault() is { } inner && writer.FactsOf(inner) is var facts && (facts.Has(ClassTraits.TabPanel) || facts.Role == "tabpanel"))
        {
            return false;
        }

        writer.Flush();
        if (LabelOf(panel) is not { } label)
        {
            return false;
        }

        writer.Inline.Open(InlineMarkKind.Strong);
        writer.Inline.Append(label.Text);
        writer.Inline.Close();
        writer.Flush();

        // Tabs may stand in tabs.
        var outer = (Labels: _labels.ToArray(), IsByIds: _isByIds, Next: _next, Set: _set);
        var isCode = panel.LocalName == "pre";
        _attributes = isCode || CodesIn(panel) == 1 ? $" tab={FenceInfo.Quoted(label.Text)} tabs=\"{_set}\"" : null;
        if (isCode)
        {
            writer.WriteElement(panel);
        }
        else
        {
            writer.WriteChildren(panel);
        }

        writer.Flush();
        _attributes = null;
        if (_set != outer.Set)
        {
            _labels.Clear();
            _labels.AddRange(outer.Labels);
            (_isByIds, _next, _set) = (outer.IsByIds, outer.Next, outer.Set);
        }

        _end = writer.Output.Length;
        return true;
    }

    private TabLabel? LabelOf(IElement panel)
    {
        foreach (var label in _labels)
        {
            if (label.IsOf(panel))
            {
                _isByIds = true;
                return label;
            }
        }

        return !_isByIds && writer.Output.Length == _end && _next < _labels.Count ? _labels[_next++] : null;
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
}
