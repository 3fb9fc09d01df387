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

    private readonly Dictionary<string, TextControl> _controls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IElement> _hidden = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _menus = new(StringComparer.Ordinal);
    private readonly PlacedBlocks _shownMenus = new();
    private readonly PlacedBlocks _texts = new();
    private readonly PlacedBlocks _openers = new();
    private readonly PlacedBlocks _refused = new();
    private readonly List<IElement> _unopened = [];
    private TextControl? _last;
    private IElement? _menu;

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
        _unopened.Clear();
        _last = null;
        _menu = null;
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
            (_menuEnd, _menu) = (letters, element);
            if (target is not null)
            {
                _menus[target] = OpeningControl.IsOfSite(element, isTitle: false) || ControlWords.SayTongue(element.TextContent);
            }

            return;
        }

        var line = ControlLine.IsTitle(element, facts.Tag) ? element : ControlLine.Around(element);
        var isTitle = line is not null && ControlLine.IsTitle(line, HtmlTags.Of(line.LocalName)) && (ReferenceEquals(line, element) || ControlLine.IsOfButtons(line));
        var isOpening = OpeningControl.Is(element, facts, isTitle);
        if (line is null && !OpeningControl.HasLetters(element.TextContent))
        {
            return;
        }

        if (!isOpening)
        {
            _last = new TextControl(element, target: null, letters) { IsPlain = true, IsRefused = OpeningControl.IsOfSite(element, isTitle: false) };
            return;
        }

        var isNamed = OpeningControl.IsNamed(element);
        _last = new TextControl(element, target, letters)
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
            if (_hidden.Remove(target, out var above) && _last.MayOpen(above))
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
        if ((_last?.End != letters || _last.IsPlain) && OpeningControl.StandsInNamed(title))
        {
            _last = new TextControl(title, target: null, letters) { IsNamed = true, IsSure = true, IsRefused = ControlWords.NameChoice(title.ClassName) };
        }
    }

    /// <summary>Whether an element that is hidden holds text of the document.</summary>
    /// <param name="element">The element.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="letters">Letters of text on the page up to here.</param>
    /// <param name="before">What stands before it; null for nothing.</param>
    public bool Holds(IElement element, in ElementFacts facts, int letters, IElement? before)
    {
        // "Read more" shows words of a paragraph.
        if (facts.Has(ClassTraits.Hidden) || !(MayHold(facts) || (facts is { Tag: HtmlTag.Inline, Role: "", Id.Length: > 0 })))
        {
            return false;
        }

        var control = ControlOf(facts, letters);
        if (control is { IsPlain: true } && !UnopenedText.StandsBefore(before, control.Element))
        {
            control = null;
        }

        if (control is null || (control is { IsPlain: true, IsRefused: false } && (UnopenedText.IsOfSite(element) || !control.MayOpen(element))))
        {
            if (UnopenedText.Is(element, before))
            {
                _texts.Add(element);
                _unopened.Add(element);
                return true;
            }

            if (facts.Id.Length > 0 && _hidden.Count < MostHidden)
            {
                _hidden.TryAdd(facts.Id, element);
            }

            return false;
        }

        if (!control.MayOpen(element))
        {
            Refuse(control);
            return false;
        }

        _texts.Add(element);
        Believe(control);
        return true;
    }

    /// <summary>The page is at its end: what something in the text leads to is text, and what stands on the page in another view is none.</summary>
    /// <param name="root">The page.</param>
    /// <param name="shown">What reads what is shown of it.</param>
    public void Close(IElement root, ShownText shown)
    {
        foreach (var (id, element) in _hidden)
        {
            if (!UnopenedText.MayBe(element))
            {
                _hidden.Remove(id);
            }
        }

        if (_unopened.Count + _hidden.Count == 0)
        {
            return;
        }

        shown.Read(root);
        foreach (var (id, element) in _hidden)
        {
            if (shown.Opened.Contains(id) && !shown.OfSite.Contains(id) && !shown.Says(element))
            {
                _texts.Add(element);
            }
        }

        foreach (var element in _unopened)
        {
            if ((element.Id is { } id && shown.OfSite.Contains(id)) || shown.Says(element))
            {
                _texts.Remove(element);
            }
        }
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

        if (_menuEnd == lettersBefore && _menu is not null && MayHold(facts) && inside is { Prose: > 0, Links: 0, Fragments: 0 } && ControlWords.NameSite(element.ClassName) && PanelText.IsProse(element))
        {
            _openers.Add(_menu);
            return;
        }

        if (_last is null || !MayHold(facts) || ControlOf(facts, lettersBefore) is not { IsBelieved: false, IsRefused: false } control)
        {
            return;
        }

        if (control.IsPlain)
        {
            // A style sheet hides it.
            if (inside.Prose > 0 && inside is { Links: 0, Fragments: 0 } && UnopenedText.IsPopup(element) && control.MayOpen(element))
            {
                Believe(control);
            }

            return;
        }

        var isNamedById = control.Target is not null && control.Target == facts.Id;
        if (inside.Prose > inside.LinkText && (isNamedById || control.IsNamed) && control.MayOpen(element))
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

    // What it names, or, where it names nothing that has a name, what stands right behind it.
    private TextControl? ControlOf(in ElementFacts facts, int letters)
    {
        if (facts.Id.Length > 0 && _controls.TryGetValue(facts.Id, out var control))
        {
            return letters - control.End <= Farthest ? control : null;
        }

        return _last is not null && _last.End == letters && (_last.Target is null || facts.Id.Length == 0) ? _last : null;
    }

    private void Believe(TextControl control)
    {
        if (!control.IsBelieved)
        {
            control.IsBelieved = true;
            _openers.Add(control.Element);
        }
    }

    private void Refuse(TextControl control)
    {
        if (control is { IsBelieved: false, IsRefused: false, IsPlain: false })
        {
            control.IsRefused = true;
            _refused.Add(control.Element);
        }
    }
}
