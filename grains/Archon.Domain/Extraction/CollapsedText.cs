using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Text of the document that is hidden until a reader opens it: by the heading or the question before it ("accordion" of the ARIA Authoring Practices), or by Bootstrap's collapse.
/// A button that stands by itself opens choices, searches, forms and things to share as often as text, and what it opens is left out; so are links alone. Fed by the survey in document order.
/// </summary>
internal sealed class CollapsedText
{
    // Letters of text between a control and what it opens: other controls in a row.
    private const int Farthest = 1_000;
    private const int MostCounted = 4_000;

    private readonly Dictionary<string, Control> _controls = new(StringComparer.Ordinal);
    private readonly List<PlacedBlock> _texts = [];
    private readonly List<PlacedBlock> _openers = [];
    private Control? _last;

    /// <summary>What is content although it is hidden.</summary>
    public IReadOnlyList<PlacedBlock> Texts => _texts;

    /// <summary>The controls that open what is content: what they say stands above it.</summary>
    public IReadOnlyList<PlacedBlock> Openers => _openers;

    public void Clear()
    {
        _controls.Clear();
        _texts.Clear();
        _openers.Clear();
        _last = null;
    }

    /// <summary>A control that is no boilerplate has been walked over.</summary>
    /// <param name="element">The control.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="inHeading">It stands in a heading.</param>
    /// <param name="letters">Letters of text on the page up to here.</param>
    public void Meet(IElement element, in ElementFacts facts, bool inHeading, int letters)
    {
        if (!OpeningControl.Is(element, facts) || !(inHeading || OpeningControl.IsByPlace(element) || OpeningControl.IsCollapse(element)))
        {
            return;
        }

        var control = new Control(element, letters);
        if (OpeningControl.TargetOf(element) is { } target)
        {
            _controls[target] = control;
            _last = null;
            return;
        }

        _last = control;
        if (OpeningControl.IsByPlace(element))
        {
            Believe(control);
        }
    }

    /// <summary>Whether an element that is hidden holds text of the document.</summary>
    /// <inheritdoc cref="Meet"/>
    public bool Holds(IElement element, in ElementFacts facts, int letters)
    {
        if (facts.Has(ClassTraits.Hidden) || !MayHold(facts) || ControlOf(facts, letters) is not { } control || !IsText(element))
        {
            return false;
        }

        _texts.Add(PlacedBlock.Of(element));
        Believe(control);
        return true;
    }

    /// <summary>An element that is shown has been walked over.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <param name="lettersBefore">Letters of text on the page before it.</param>
    /// <param name="inside">What stands in it.</param>
    public void MeetShown(in ElementFacts facts, int lettersBefore, in MenuBlock.Tally inside)
    {
        if (_controls.Count > 0 && facts.Id.Length > 0 && MayHold(facts) && ControlOf(facts, lettersBefore) is { } control && inside.Prose > inside.LinkText)
        {
            Believe(control);
        }
    }

    private static bool MayHold(in ElementFacts facts) =>
        facts.Tag is HtmlTag.Block or HtmlTag.Section or HtmlTag.Article or HtmlTag.Paragraph or HtmlTag.Definition or HtmlTag.BulletList or HtmlTag.OrderedList
            or HtmlTag.DefinitionList or HtmlTag.Table or HtmlTag.BlockQuote or HtmlTag.Preformatted or HtmlTag.Item or HtmlTag.Row or HtmlTag.TablePart
        && facts.Role is "" or "region" or "group" or "list" or "listitem" or "note" or "definition" or "presentation" or "none";

    private Control? ControlOf(in ElementFacts facts, int letters)
    {
        if (facts.Id.Length > 0 && _controls.TryGetValue(facts.Id, out var control))
        {
            return letters - control.End <= Farthest ? control : null;
        }

        return _last is not null && _last.End == letters ? _last : null;
    }

    private void Believe(Control control)
    {
        if (!control.IsBelieved)
        {
            control.IsBelieved = true;
            _openers.Add(PlacedBlock.Of(control.Element));
        }
    }

    // Links alone are a menu, fields are a search.
    private static bool IsText(IElement element)
    {
        var (inside, outside) = (0, 0);
        Count(element, isLink: false, ref inside, ref outside);
        return outside > inside && !BoilerplateRules.Holds(element, HtmlTag.CheckBox) && !BoilerplateRules.Holds(element, HtmlTag.TextArea);
    }

    private static void Count(IElement element, bool isLink, ref int inside, ref int outside)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    var letters = text.Data.AsSpan().Trim().Length;
                    inside += isLink ? letters : 0;
                    outside += isLink ? 0 : letters;
                    break;

                case IElement child when HtmlTags.Of(child.LocalName) is not (HtmlTag.Silent or HtmlTag.Button or HtmlTag.Navigation):
                    Count(child, isLink || child.LocalName == "a", ref inside, ref outside);
                    break;
            }

            if (inside + outside > MostCounted)
            {
                break;
            }
        }
    }

    private sealed class Control(IElement element, int end)
    {
        public IElement Element => element;

        /// <summary>Letters of text on the page up to its end.</summary>
        public int End => end;

        public bool IsBelieved { get; set; }
    }
}
