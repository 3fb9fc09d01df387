using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// The first walk over a page: everything that must be known before a line of Markdown can be written, because it may stand
/// anywhere (base address, canonical link, where the document begins). Recursion is safe: the parser nests at most
/// <see cref="HtmlPageReader.MaximumDepth"/> elements.
/// </summary>
internal sealed class PageSurvey
{
    private readonly ClassVocabulary _vocabulary;
    private readonly List<MainContentCandidate?> _candidates = [];
    private readonly List<PlacedHeading> _headings = [];
    private readonly List<PlacedNotes> _notes = [];
    private readonly WalkPath _path = new();
    private readonly List<IElement> _subheadings = [];
    private readonly MenuFinder _menus = new();
    private readonly ShownText _shown;
    private MenuBlock.Tally _tally;
    private NodeBudget _budget = new(default);
    private int _text;

    public PageSurvey(ClassVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _shown = new ShownText(vocabulary);
        Head = new PageHead(Links);
    }

    public LinkCollector Links { get; } = new();

    /// <summary>What the page says of itself.</summary>
    public PageHead Head { get; }

    /// <summary>What a program that the page loads takes for formulas in its text.</summary>
    public FormulaReading Formulas { get; private set; }

    /// <summary>Letters of text on the page, counted as <see cref="MainContentCandidate.Text"/> is.</summary>
    public int Text => _text;

    /// <summary>The candidates for the document, in document order.</summary>
    public IReadOnlyList<MainContentCandidate> Candidates => _candidates!;

    /// <summary>The <c>h1</c> of the page, boilerplate left out, in document order.</summary>
    public IReadOnlyList<PlacedHeading> Headings => _headings;

    /// <summary>The blocks of footnotes, in document order.</summary>
    public IReadOnlyList<PlacedNotes> Notes => _notes;

    /// <summary>Menus and sidebars that only their content and their place tell.</summary>
    public IReadOnlyList<PlacedBlock> Menus => _menus.Found;

    /// <summary>The page's tables of contents.</summary>
    public OwnContents Contents { get; } = new();

    /// <summary>What only its name makes the site's, and its place the author's.</summary>
    public TextBoxes Boxes { get; } = new();

    /// <summary>What is hidden until a reader opens it.</summary>
    public CollapsedText Collapsed { get; } = new();

    public void Read(IDocument document, CancellationToken cancellationToken)
    {
        Clear();
        Head.Begin(document.DocumentElement);
        _budget = new NodeBudget(cancellationToken);

        if (document.DocumentElement is { } root)
        {
            Visit(root, isLink: false, isBoilerplate: false, inArticle: false);
            Contents.Close(_headings, _subheadings);
            Collapsed.Close(root, _shown);
        }
    }

    private void Clear()
    {
        _candidates.Clear();
        _headings.Clear();
        _notes.Clear();
        _path.Clear();
        _subheadings.Clear();
        _menus.Clear();
        Boxes.Clear();
        Collapsed.Clear();
        Contents.Clear();
        _tally = default;
        Links.Clear();
        _text = 0;
        Formulas = FormulaReading.None;
    }

    private void Visit(IElement element, bool isLink, bool isBoilerplate, bool inArticle)
    {
        _budget.Spend();
        var facts = ElementFacts.Of(element, _vocabulary);

        if (facts.Tag is HtmlTag.Silent)
        {
            ReadSilent(element, isLink, inArticle);
            return;
        }

        if (facts.Tag is HtmlTag.Link)
        {
            var reference = element.GetAttribute("href");
            Links.Add(reference, OwnSource.IsSaid(element, reference));
            isLink = true;

            if (!isBoilerplate && reference is { Length: > 0 })
            {
                var isOwn = reference[0] == '#';
                _tally.Links += isOwn ? 0 : 1;
                _tally.Fragments += isOwn ? 1 : 0;
            }
        }

        if (!isBoilerplate)
        {
            var isContents = BoilerplateRules.IsContents(element, facts);
            isBoilerplate = isContents || BoilerplateRules.IsBoilerplate(element, facts, inArticle)
                || (BoilerplateRules.IsUnseen(element, facts) && !(IsInText(inArticle) && Collapsed.Holds(element, facts, _text, _path.Before())));

            if (isContents || (isBoilerplate && facts.Tag is HtmlTag.Navigation))
            {
                Contents.MeetNamed(element, isMenu: !isContents, _path.Before());
            }

            isBoilerplate |= !isBoilerplate && BoilerplateRules.MayBeOfLayout(element, facts) && _menus.TakeSidebar(element, _path.BeforeBoxes());

            if (isBoilerplate && inArticle && AsideText.MayBe(element, facts))
            {
                Boxes.Meet(element, _path.BeforeBoxes());
            }
        }

        inArticle |= facts.Tag is HtmlTag.Main or HtmlTag.Article or HtmlTag.Section;

        if (!isBoilerplate)
        {
            MeetHeading(element, facts.Tag);

            if (PlacedNotes.Are(element, facts) && _path.Parent is { } parent)
            {
                _notes.Add(new PlacedNotes(element, parent, _candidates.Count));
            }
        }

        var (letters, tally) = (_text, _tally);

        if (isBoilerplate || MainContentRanks.Of(facts) is not { } rank)
        {
            VisitChildren(element, isLink, isBoilerplate, inArticle);
        }
        else
        {
            VisitCandidate(element, rank, isLink, inArticle);
        }

        if (isBoilerplate || !IsInText(inArticle))
        {
            return;
        }

        if (facts.Has(ClassTraits.Control) || facts.Tag is HtmlTag.Button || facts.Role == "button")
        {
            Collapsed.Meet(element, facts, _text);
        }
        else if (facts.Tag.IsHeading() || facts.Tag is HtmlTag.Term || facts.Role == "heading")
        {
            Collapsed.MeetTitle(element, _text);
        }
        else
        {
            Collapsed.MeetShown(element, facts, letters, _tally - tally);
        }
    }

    // The site's own controls stand before the document begins.
    private bool IsInText(bool inArticle) => inArticle || _headings.Count > 0 || _subheadings.Count > 0;

    private void VisitCandidate(IElement element, MainContentRank rank, bool isLink, bool inArticle)
    {
        var order = _candidates.Count;
        var headings = _headings.Count;
        var subheadings = _subheadings.Count;
        var (text, linkText) = (_text, _tally.LinkText);
        _candidates.Add(null);
        VisitChildren(element, isLink, isBoilerplate: false, inArticle);
        _candidates[order] = new MainContentCandidate(
            element, rank, order, _candidates.Count - 1, _text - text, _tally.LinkText - linkText, _headings.Count > headings ? _headings[headings].Element : null, headings,
            _path.ToArray(), _subheadings.Count > subheadings ? _subheadings[subheadings] : null);
    }

    private void MeetHeading(IElement element, HtmlTag tag)
    {
        switch (tag)
        {
            case HtmlTag.Heading1:
                _headings.Add(new PlacedHeading(element, _path.ToArray()));
                _tally.Headings++;
                break;

            case HtmlTag.Heading2:
                _subheadings.Add(element);
                _tally.Subheadings++;
                break;

            case >= HtmlTag.Heading3 and <= HtmlTag.Heading6:
                _tally.Subheadings++;
                Contents.MeetHeading(element);
                break;

            case HtmlTag.Preformatted:
                _tally.Subheadings++;
                break;
        }
    }

    private void VisitChildren(IElement element, bool isLink, bool isBoilerplate, bool inArticle)
    {
        _path.Enter(element);
        var siblings = _menus.Begin();
        var boxes = Boxes.Waiting;

        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IElement child:
                    var before = _tally;
                    var lists = Contents.Count;
                    Visit(child, isLink, isBoilerplate, inArticle);
                    siblings.Place++;

                    if (!isBoilerplate)
                    {
                        var inside = _tally - before;
                        _menus.Meet(child, inside, ref siblings);
                        Boxes.Pass(child, inside, boxes);
                        switch (HtmlTags.Of(child.LocalName))
                        {
                            case HtmlTag.BulletList or HtmlTag.OrderedList:
                                Contents.Meet(child, inside, _path.Before(), isFirst: _subheadings.Count == 0, lists);
                                break;

                            case HtmlTag.Details:
                                Contents.MeetDetails(child, inside, lists);
                                break;
                        }
                    }

                    _path.Pass(child);
                    break;

                case IText text when !isBoilerplate:
                    var letters = text.Data.AsSpan().Trim().Length;
                    _text += isLink ? (letters + 3) / 4 : letters;
                    _tally.Prose += isLink ? 0 : letters;
                    _tally.LinkText += isLink ? letters : 0;
                    break;
            }
        }

        _path.Leave();
        _menus.Choose(siblings);
        Boxes.End(boxes, siblings.Place);
    }

    private void ReadSilent(IElement element, bool isLink, bool inArticle)
    {
        switch (element.LocalName)
        {
            // One of several may say more than the others.
            case "script" when Formulas is not FormulaReading.Dollars && FormulaScript.Of(element) is var reading && reading > Formulas:
                Formulas = reading;
                break;

            case "script":
                break;

            case "head" or "map" or "object" or "noscript":
                VisitChildren(element, isLink, isBoilerplate: true, inArticle);
                break;

            case "area":
                Links.Add(element.GetAttribute("href"));
                break;

            case "frame" or "iframe":
                Links.Add(element.GetAttribute("src"));
                Links.Add(element.GetAttribute("href"));
                break;

            default:
                Head.Read(element);
                break;
        }
    }
}
