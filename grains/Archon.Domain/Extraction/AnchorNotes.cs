using System.Collections.Immutable;
using Archon.Domain.Anchors;

namespace Archon.Domain.Extraction;

/// <summary>
/// Notes, while a page becomes Markdown, what leads to its headings and to the terms it defines. An anchor counts for a heading when nothing was written between the two:
/// so it is all the same how deep each stands, and in which part of a large page.
/// </summary>
/// <remarks>
/// In this order: the heading's own id; what its permalink leads to, be that in it, before or behind it (Sphinx, GitHub, MkDocs, rustdoc); an id or name in it; that of an empty
/// anchor before it; that of the section that begins with it (DocBook, javadoc).
/// What follows a list of terms is no longer about its last one: there the term around it is noted once more, or an empty fragment, which stands for the section.
/// </remarks>
internal sealed class AnchorNotes
{
    private readonly ImmutableArray<PageAnchor>.Builder _noted = ImmutableArray.CreateBuilder<PageAnchor>();

    // Each with the length of the text when it was met.
    private (string? Id, int At) _empty;
    private (string? Fragment, int At) _link;
    private (string? Id, int At) _section;

    private bool _inHeading;
    private string? _own;
    private string? _inside;
    private (int Start, int End, bool IsSure) _last;

    private string? _term;
    private bool _isNoted;
    private int _signatureEnd;

    // The term whose description is being written, how many headings there were, the same of what the list of terms stands in, and what the next block is about.
    private string? _described;
    private int _headings;
    private string? _around;
    private int _headingsAround;
    private string? _resumed;

    /// <summary>A term is being written, and its anchor may stand anywhere in it.</summary>
    public bool InTerm { get; private set; }

    public void Clear()
    {
        _noted.Clear();
        _empty = _link = _section = (null, 0);
        _last = (-1, -1, true);
        _inHeading = InTerm = false;
        _own = _inside = _term = _described = _around = _resumed = null;
        _headings = _headingsAround = 0;
        _signatureEnd = -1;
    }

    public ImmutableArray<PageAnchor> ToImmutable() => _noted.ToImmutable();

    /// <summary>An element with an id, or an anchor with a name.</summary>
    /// <param name="id">Its id or name.</param>
    /// <param name="written">Characters written so far.</param>
    public void Meet(string id, int written)
    {
        if (_inHeading)
        {
            _inside ??= id;
            return;
        }

        if (InTerm)
        {
            _term ??= UrlFragment.OfId(id);
            return;
        }

        _empty = (id, written);
    }

    /// <summary>The sign that links to a heading.</summary>
    /// <param name="reference">Where it leads.</param>
    /// <param name="written">Characters written so far.</param>
    /// <param name="isBehindText">It stands behind text that is still to be written, and leads to no heading before that.</param>
    public void MeetPermalink(string? reference, int written, bool isBehindText)
    {
        if (UrlFragment.OfLink(reference) is not { } fragment)
        {
            return;
        }

        if (InTerm)
        {
            _term ??= fragment;
        }
        else if (_inHeading || isBehindText || _last.IsSure || _last.End != written)
        {
            _link = (fragment, written);
        }
        else
        {
            _empty = (null, 0);
            if (_noted.Count > 0 && _noted[^1].Start == _last.Start)
            {
                _noted.RemoveAt(_noted.Count - 1);
            }

            _noted.Add(new PageAnchor(_last.Start, fragment));
            _last.IsSure = true;
        }
    }

    /// <summary>What a reader opens begins. What leads to it leads to the heading right before it that has no anchor of its own.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="written">Characters written so far.</param>
    public void MeetOpened(string id, int written)
    {
        if (_last.End == written && !(_noted.Count > 0 && _noted[^1].Start == _last.Start) && UrlFragment.OfId(id) is { } fragment)
        {
            _noted.Add(new PageAnchor(_last.Start, fragment));
        }
    }

    /// <summary>A part of the page begins, which a heading may be the first of.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="written">Characters written so far.</param>
    /// <returns>What <see cref="EndSection"/> wants back.</returns>
    public (string?, int) BeginSection(string id, int written)
    {
        if (InTerm)
        {
            _term ??= UrlFragment.OfId(id);
        }

        var outer = _section;
        _section = (id, written);
        return outer;
    }

    public void EndSection((string?, int) outer) => _section = outer;

    public void BeginHeading(string id)
    {
        _inHeading = true;
        (_own, _inside) = (id, null);
    }

    /// <param name="before">Characters that were written before it.</param>
    /// <param name="start">Where its line begins; -1 when it stands in a list or a quotation, which a page is not cut at.</param>
    /// <param name="written">Characters written so far.</param>
    public void EndHeading(int before, int start, int written)
    {
        _inHeading = false;
        if (start < before || written == before)
        {
            return;
        }

        var link = _link.At == before ? _link.Fragment : null;
        var sure = UrlFragment.OfId(_own) ?? link;
        var fragment = sure ?? UrlFragment.OfId(_inside)
            ?? (_empty.At == before ? UrlFragment.OfId(_empty.Id) : null)
            ?? (_section.At == before ? UrlFragment.OfId(_section.Id) : null);
        if (fragment is not null)
        {
            _noted.Add(new PageAnchor(start, fragment));
        }

        _link = _empty = (null, 0);
        _term = _described = null;
        _headings++;
        _last = (start, written, sure is not null);
    }

    /// <summary>A term of a list of definitions, or the line that stands for what is folded away below it.</summary>
    public void BeginTerm(string id)
    {
        InTerm = true;
        _isNoted = false;
        _term = UrlFragment.OfId(id);
    }

    /// <summary>A term that is a signature. What has none of its own has that of an empty anchor before it: Sphinx writes so what has been defined elsewhere, too (<c>func-list</c>).</summary>
    /// <param name="id">Its id.</param>
    /// <param name="written">Characters written so far.</param>
    public void BeginSignature(string id, int written)
    {
        BeginTerm(id);
        _term ??= _empty.At == written ? UrlFragment.OfId(_empty.Id) : null;
        _isNoted = _signatureEnd == written;
    }

    /// <summary>Ends it. Right behind another one that without an anchor is another form of that.</summary>
    /// <param name="written">Characters written so far.</param>
    public void EndSignature(int written)
    {
        EndTerm();
        _signatureEnd = written;
    }

    public void EndTerm()
    {
        InTerm = false;
        if (_term is null && !_isNoted)
        {
            Resume();
        }
    }

    /// <summary>Terms and their descriptions begin.</summary>
    /// <returns>What <see cref="EndTerms"/> wants back.</returns>
    public (string? Around, int Headings) BeginTerms()
    {
        var outer = (_around, _headingsAround);
        (_around, _headingsAround) = (_described, _headings);
        return outer;
    }

    public void EndTerms((string? Around, int Headings) outer)
    {
        Resume();
        (_around, _headingsAround) = outer;
    }

    /// <summary>A block of any kind was begun.</summary>
    /// <param name="start">Where its first line begins.</param>
    /// <param name="isHeading">It is a heading.</param>
    public void BeginBlock(int start, bool isHeading)
    {
        if (_resumed is null)
        {
            return;
        }

        if (!isHeading && _term is null)
        {
            _noted.Add(new PageAnchor(start, _resumed));
        }

        _resumed = null;
    }

    /// <summary>A block of text was begun.</summary>
    /// <param name="start">Where its first line begins; -1 when it stands in a list or a quotation.</param>
    public void BeginText(int start)
    {
        if (_term is null)
        {
            return;
        }

        if (start >= 0)
        {
            _noted.Add(new PageAnchor(start, _term));
            _described = _term;
            _isNoted = true;
        }

        _term = null;
    }

    private void Resume()
    {
        if (_headings == _headingsAround && _described != _around)
        {
            _resumed = _around ?? "";
            _described = _around;
        }
    }
}
