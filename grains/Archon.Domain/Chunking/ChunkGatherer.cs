namespace Archon.Domain.Chunking;

/// <summary>
/// Gathers a section's blocks up to the target. A heading waits for what follows it, be it text or a deeper heading; it stands alone only
/// when the block after it would fit without it but not with it. A term that an address leads to begins a section as well, and waits for its description, which is cut for it.
/// A few words before a block that fills a chunk stand in that, or in its first part.
/// </summary>
internal sealed class ChunkGatherer(MarkdownOutline outline, ChunkingOptions options)
{
    // Smaller text than this part of the maximum is no chunk of its own when what it introduces has room for it.
    private const int LeadShare = 8;

    private readonly BlockCutter _cutter = new(outline, options);
    private readonly List<ChunkDraft> _drafts = [];
    private HeadingNode? _heading;
    private Part? _open;
    private bool _onlyHeadings;
    private bool _beganWithSection = true;

    // Where the prose begins that the open part ends with, and the one before it.
    private int? _prose;
    private int? _proseAbove;

    public List<ChunkDraft> Gather()
    {
        foreach (var block in outline.Blocks)
        {
            if (block.Heading is not null)
            {
                BeginSection(block);
            }

            if (block.Kind is not OutlineKind.Heading)
            {
                AddBody(block);
            }
        }

        Close(endsSection: true);
        return _drafts;
    }

    private void BeginSection(OutlineBlock block)
    {
        if (!_onlyHeadings)
        {
            Close(endsSection: true);
        }

        if (block.Kind is OutlineKind.Heading)
        {
            foreach (var part in _cutter.Cut(block, options.MaxTokens))
            {
                Add(part, options.TargetTokens);
            }

            _onlyHeadings = _open is not null;
        }

        _beganWithSection = true;
        _heading = block.Heading;
    }

    private void AddBody(OutlineBlock block)
    {
        var isLead = _onlyHeadings || _open is { Before.Length: 0, After.Length: 0 } lead && lead.Tokens <= options.MaxTokens / LeadShare;
        var reserved = isLead && _open is { } open ? open.Tokens + TokenEstimate.LineBreak : 0;
        // A heading that takes more than a quarter leaves too little beside it to cut for.
        var firstLimit = options.MaxTokens - (reserved <= options.MaxTokens / 4 ? reserved : 0);
        var isTerm = _onlyHeadings && _heading is { IsTerm: true };
        Part? before = null;
        foreach (var part in _cutter.Cut(block, firstLimit, isTerm ? firstLimit : options.MaxTokens))
        {
            var isCut = before is { } above && !TextCutter.EndsSentence(outline.Markdown, above.Start, above.End);
            int? prose = block.Prose is null ? null : isCut ? TextCutter.SentenceEnd(outline.Markdown, part.Start, part.End) : part.Start;
            Add(part, isLead ? options.MaxTokens : options.TargetTokens, prose, isCut);
            _onlyHeadings = isLead = false;
            before = part;
        }
    }

    private void Add(Part part, int limit, int? prose = null, bool isCut = false)
    {
        if (_open is { } open)
        {
            var tokens = open.Tokens + TokenEstimate.LineBreak + part.Tokens;
            // Pieces of one word, which touch, may cost more together than apart.
            if (tokens <= limit && open.End < part.Start && part.Before.Length == 0 && open.After.Length == 0)
            {
                _open = part with { Start = open.Start, Tokens = tokens, Before = open.Before };
                _prose = prose is null ? null : _prose ?? prose;
                return;
            }

            Close(endsSection: false);
        }

        (_open, _proseAbove, _prose) = (part, isCut ? null : _prose, prose);
    }

    private void Close(bool endsSection)
    {
        if (_open is { } open)
        {
            _drafts.Add(new(open, _heading, HeadingNode.DepthOf(_heading), _beganWithSection && endsSection, _proseAbove));
            _beganWithSection = false;
            _open = null;
            _prose = endsSection ? null : _prose;
        }

        _onlyHeadings = false;
    }
}
