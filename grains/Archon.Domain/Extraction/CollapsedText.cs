using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Text of the document that a reader opens by the heading, the question or the button before it ("accordion" and "disclosure" of the ARIA Authoring Practices, Bootstrap's collapse), hidden
/// until then or not. A button that nothing names so opens versions, languages, forms and things to share as often: what it opens must hold prose, and neither may be called so. Links alone are
/// left out. Fed by the survey in document order.
/// </summary>
internal sealed class CollapsedText
{
    // Letters of text between a control and what it opens: other controls in a row.
    private const int Farthest = 1_000;
    private const int MostHidden = 1_000;

    private readonly Dictionary<string, Control> _controls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IElement> _hidden = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _menus = new(StringComparer.Ordinal);
    private readonly PlacedBlocks _shownMenus = new();
    private readonly PlacedBlocks _texts = new();
    private readonly PlacedBlocks _openers = new();
    private readonly PlacedBlocks _refused = new();
    private Control? _last;

    // Letters of text on the page up to the last control of a menu.
    private int _menuEnd = -1;

    /// <summary>What is content although it is hidden.</summary>
    public PlacedBlocks Texts => _texts;

    /// <summary>The controls that open what is content: what they say stands above it.</summary>
    public PlacedBlocks Openers => _openers;

    /// <summary>The controls that open what is none.</summary>
    public PlacedBlocks Refused => _refused;

    /// <summary>Whether an element is a list of choices or of things to do that a control opens.</summary>
    public bool IsMenu(IElement element, in ElementFacts facts) => (facts.Role is "menu" or "listbox" && _menus.ContainsKey(facts.Id)) || _shownMenus.Hold(element);

    public void Clear()
    {
        _controls.Clear();
        _hidden.Clear();
        _menus.Clear();
        _shownMenus.Clear();
        _menuEnd = -1;
        _texts.Clear();
        _openers.Clear();
        _refused.Clear();
        _last = null;
    }

    /// <summary>What may be a control and is no boilerplate has been walked over.</summary>
    /// <param name="element">The control.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="letters">Letters of text on the page up to here.</param>
    public void Meet(IElement element, in ElementFacts facts, int letters)
    {
        var target = OpeningControl.TargetOf(element);
        if (OpeningControl.OpensMenu(element))
        {
            _menuEnd = letters;
            if (target is not null)
            {
                _menus[target] = OpeningControl.IsOfSite(element, isTitle: false) || ControlWords.SayTongue(element.TextContent);
            }

            return;
        }

        var line = ControlLine.IsTitle(element, facts.Tag) ? element : ControlLine.Around(element);
        var isTitle = line is not null && ControlLine.IsTitle(line, HtmlTags.Of(line.LocalName)) && (ReferenceEquals(line, element) || ControlLine.IsOfButtons(line));
        if (!OpeningControl.Is(element, facts, isTitle) || (line is null && !OpeningControl.HasLetters(element.TextContent)))
        {
            return;
        }

        var isNamed = OpeningControl.IsNamed(element);
        _last = new Control(element, target, letters)
        {
            IsNamed = isNamed,
            IsSure = isTitle || isNamed || OpeningControl.IsCollapse(element),
            IsRefused = OpeningControl.IsOfSite(element, isTitle || isNamed),
        };

        if (_last.IsRefused)
        {
            _refused.Add(element);
        }

        if (target is not null)
        {
            _controls[target] = _last;

            // "Show more" stands behind what it shows, and is no title of it.
            if (_hidden.Remove(target, out var above) && MayOpen(_last, above))
            {
                _texts.Add(above);
            }
        }
    }

    /// <summary>A heading or a term has been walked over. In what is called an accordion it needs no button to be one.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="letters">Letters of text on the page up to here.</param>
    public void MeetTitle(IElement title, int letters)
    {
        if (_last?.End != letters && OpeningControl.StandsInNamed(title))
        {
            _last = new Control(title, target: null, letters) { IsNamed = true, IsSure = true, IsRefused = ControlWords.NameChoice(title.ClassName) };
        }
    }

    /// <summary>Whether an element that is hidden holds text of the document.</summary>
    /// <param name="element">The element.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="letters">Letters of text on the page up to here.</param>
    public bool Holds(IElement element, in ElementFacts facts, int letters)
    {
        // "Read more" shows words of a paragraph.
        if (facts.Has(ClassTraits.Hidden) || !(MayHold(facts) || (facts is { Tag: HtmlTag.Inline, Role: "", Id.Length: > 0 })))
        {
            return false;
        }

        if (ControlOf(facts, letters) is not { } control)
        {
            if (ControlWords.NameText(element.ClassName) && !ControlWords.NameChoice(element.ClassName) && PanelText.Is(element))
            {
                _texts.Add(element);
                return true;
            }

            if (facts.Id.Length > 0 && _hidden.Count < MostHidden)
            {
                _hidden.TryAdd(facts.Id, element);
            }

            return false;
        }

        if (!MayOpen(control, element))
        {
            Refuse(control);
            return false;
        }

        _texts.Add(element);
        Believe(control);
        return true;
    }

    /// <summary>An element that is shown has been walked over.</summary>
    /// <param name="element">The element.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="lettersBefore">Letters of text on the page before it.</param>
    /// <param name="inside">What stands in it.</param>
    public void MeetShown(IElement element, in ElementFacts facts, int lettersBefore, in MenuBlock.Tally inside)
    {
        if (_menuEnd >= 0 && IsShownMenu(element, facts, lettersBefore, inside))
        {
            _shownMenus.Add(element);
            return;
        }

        if (_last is null || !MayHold(facts) || ControlOf(facts, lettersBefore) is not { IsBelieved: false, IsRefused: false } control)
        {
            return;
        }

        var isNamedById = control.Target is not null && control.Target == facts.Id;
        if (inside.Prose > inside.LinkText && (isNamedById || control.IsNamed) && MayOpen(control, element))
        {
            Believe(control);
        }
        else if (isNamedById)
        {
            Refuse(control);
        }
    }

    // What the control of a menu names, or what stands right behind it and is named as one: of links and of things to do, whatever is said of them. Sections, code and tables are none.
    private bool IsShownMenu(IElement element, in ElementFacts facts, int letters, in MenuBlock.Tally inside)
    {
        var isTarget = _menus.TryGetValue(facts.Id, out var isOfSite);
        return (isTarget || (letters == _menuEnd && ControlWords.NameSite(element.ClassName)))
            && facts.Tag is HtmlTag.Block or HtmlTag.Section or HtmlTag.BulletList or HtmlTag.OrderedList or HtmlTag.Inline
            && inside.Headings + inside.Subheadings == 0 && !BoilerplateRules.Holds(element, HtmlTag.Cell)
            && (isOfSite || inside.Links + inside.Fragments > 0 || BoilerplateRules.Holds(element, HtmlTag.Button));
    }

    private static bool MayHold(in ElementFacts facts) =>
        facts.Tag is HtmlTag.Block or HtmlTag.Section or HtmlTag.Article or HtmlTag.Paragraph or HtmlTag.Definition or HtmlTag.BulletList or HtmlTag.OrderedList
            or HtmlTag.DefinitionList or HtmlTag.Table or HtmlTag.BlockQuote or HtmlTag.Preformatted or HtmlTag.Item or HtmlTag.Row or HtmlTag.TablePart
        && facts.Role is "" or "region" or "group" or "list" or "listitem" or "note" or "definition" or "presentation" or "none";

    private static bool MayOpen(Control control, IElement panel)
    {
        if (control.IsRefused || (!control.IsSure && ControlWords.SayTongue(control.Element.TextContent) && BoilerplateRules.Holds(panel, HtmlTag.Link)))
        {
            return false;
        }

        if (!BoilerplateRules.HoldsCode(panel)
            && (ControlWords.NameChoice(panel.ClassName) || (!control.IsSure && (ControlWords.NameSite(panel.ClassName) || ControlWords.NameChoice(panel.Id)))))
        {
            return false;
        }

        return control.IsSure ? PanelText.Is(panel) : PanelText.IsProse(panel);
    }

    // What it names, or, where it names nothing that has a name, what stands right behind it.
    private Control? ControlOf(in ElementFacts facts, int letters)
    {
        if (facts.Id.Length > 0 && _controls.TryGetValue(facts.Id, out var control))
        {
            return letters - control.End <= Farthest ? control : null;
        }

        return _last is not null && _last.End == letters && (_last.Target is null || facts.Id.Length == 0) ? _last : null;
    }

    private void Believe(Control control)
    {
        if (!control.IsBelieved)
        {
            control.IsBelieved = true;
            _openers.Add(control.Element);
        }
    }

    private void Refuse(Control control)
    {
        if (control is { IsBelieved: false, IsRefused: false })
        {
            control.IsRefused = true;
            _refused.Add(control.Element);
        }
    }

    private sealed class Control(IElement element, string? target, int end)
    {
        public IElement Element => element;

        /// <summary>The id of what it opens; null when it names none.</summary>
        public string? Target => target;

        /// <summary>Letters of text on the page up to its end.</summary>
        public int End => end;

        /// <summary>Its class says that it opens text.</summary>
        public bool IsNamed { get; init; }

        /// <summary>Whatever text it opens is the document's.</summary>
        public bool IsSure { get; init; }

        public bool IsBelieved { get; set; }

        public bool IsRefused { get; set; }
    }
}
