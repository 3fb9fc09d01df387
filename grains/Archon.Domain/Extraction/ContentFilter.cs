using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Says of each element that a walk comes to whether it is left out: it is not seen, or it is no content where it stands. Reused from page to page.</summary>
internal sealed class ContentFilter(MarkdownWriter writer)
{
    private int _articleDepth;
    private int _headerDepth;
    private bool _inOpening;

    /// <summary>How much of the document is written.</summary>
    public PageExtent Extent { get; private set; }

    /// <summary>What is known of the page around the document.</summary>
    public PageSurroundings Surroundings { get; set; } = PageSurroundings.None;

    /// <summary>A table of contents was left out of the last document.</summary>
    public bool LeftContentsOut { get; private set; }

    /// <summary>A menu was left out of a header in the last document.</summary>
    public bool LeftMenuOut { get; private set; }

    /// <summary>The walk is in the document, or in a part of the body that is called one.</summary>
    public bool InArticle => _articleDepth > 0;

    /// <summary>The walk is in the header of a page or of a part of it.</summary>
    public bool InHeader => _headerDepth > 0;

    /// <param name="root">The document.</param>
    /// <param name="extent">How much of it is written.</param>
    public void Begin(IElement root, PageExtent extent)
    {
        Extent = extent;
        LeftContentsOut = LeftMenuOut = _inOpening = false;
        _headerDepth = 0;
        _articleDepth = HtmlTags.Of(root.LocalName) is HtmlTag.Body ? 0 : 1;
    }

    /// <summary>The walk goes into a <c>main</c>, an article or a section.</summary>
    public void EnterArticle() => _articleDepth++;

    public void LeaveArticle() => _articleDepth--;

    public void EnterHeader() => _headerDepth++;

    public void LeaveHeader() => _headerDepth--;

    /// <summary>The walk goes into what stands above the document (<see cref="PageOpening"/>).</summary>
    public void EnterOpening()
    {
        _headerDepth++;
        _inOpening = true;
    }

    public void LeaveOpening()
    {
        _headerDepth--;
        _inOpening = false;
    }

    public bool IsLeftOut(IElement element, in ElementFacts facts)
    {
        if (HeadingAnchor.Is(element, facts, writer.InHeading))
        {
            writer.Anchors.MeetPermalink(element.GetAttribute("href"), writer.Output.Length, writer.Inline.HasText && !writer.Headings.IsInHeader);
            return true;
        }

        if (HeadingAnchor.IsAround(element, facts))
        {
            return true;
        }

        if (BoilerplateRules.IsUnseen(element, facts))
        {
            if (!Surroundings.Collapsed.Texts.Hold(element))
            {
                OweNumber(element, facts);
                return true;
            }

            writer.Anchors.MeetOpened(facts.Id, writer.Output.Length);
        }

        if (Surroundings.Rendered is { } rendered && element.LocalName == "noscript" && rendered.Says(element))
        {
            return true;
        }

        if (Extent >= PageExtent.Body)
        {
            return Extent is PageExtent.Body && BoilerplateRules.IsSetApart(element, facts);
        }

        if ((BoilerplateRules.IsBoilerplate(element, facts, _articleDepth > 0) && !Surroundings.Boxes.Hold(element))
            || (_inOpening && facts.Tag is HtmlTag.Image && writer.Output.Length == 0)
            || (facts.Tag is HtmlTag.Table && _articleDepth == 0 && writer.Output.Length == 0 && !writer.Inline.HasText && !InHeader && BannerRow.Is(element))
            || (Surroundings.Menus.Count > 0 && Surroundings.IsMenu(element, facts))
            || Surroundings.Collapsed.IsMenu(element, facts)
            || (facts.Tag is HtmlTag.BulletList && writer.InHeading && !PanelText.Is(element)))
        {
            if (facts.Has(ClassTraits.Turner))
            {
                writer.Rules.Pass(element);
            }

            return true;
        }

        if (InHeader && (Extent < PageExtent.Menus || _inOpening) && HeaderRules.IsMenu(element, facts, _inOpening))
        {
            LeftMenuOut |= !_inOpening;
            return true;
        }

        if (Surroundings.Contents.Hold(element))
        {
            return true;
        }

        var isContents = Extent < PageExtent.Contents && (BoilerplateRules.IsContents(element, facts) || Surroundings.Contents.HoldTold(element));
        LeftContentsOut |= isContents;
        return isContents;
    }

    // It stands beside its heading.
    private void OweNumber(IElement element, in ElementFacts facts)
    {
        if (StepNumber.Is(element, facts))
        {
            writer.Headings.Number = int.Parse(element.TextContent.AsSpan().Trim(), CultureInfo.InvariantCulture);
        }
    }
}
