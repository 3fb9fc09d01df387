using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes blocks one below the other, each line behind what its containers put before it (<c>&gt; </c>, a bullet, an indent).
/// </summary>
internal sealed class BlockOutput
{
    /// <summary>Lists and quotes nested deeper are written without their marks: each line repeats those of all its containers.</summary>
    public const int DeepestNesting = 16;

    /// <summary>
    /// How far code is indented in a list or a quote: when it is less, Markdig (1.6) turns a tab at the start of a code line into blanks
    /// and loses a single blank there.
    /// </summary>
    public const int IndentForCode = 4;

    private readonly TextSegments _text = new();
    private readonly List<Container> _containers = [];
    private bool _owesRule;
    private int _endedListDepth = -1;
    private char _endedListMarker;

    public int Depth => _containers.Count;

    public int Length => _text.Length;

    /// <summary>Where the first line of the last block begins; -1 when it stands in a container.</summary>
    public int BlockStart { get; private set; } = -1;

    /// <summary>Where the line begins on which the last block does.</summary>
    public int LineStart { get; private set; }

    public void Clear()
    {
        _text.Clear();
        _containers.Clear();
        _owesRule = false;
        _endedListDepth = -1;
    }

    /// <summary>The next block, if one comes, begins below a rule. Where a container is open there is none.</summary>
    public void OweRule()
    {
        _owesRule = true;
        _endedListDepth = -1;
    }

    /// <summary>Takes back a rule below which nothing has begun.</summary>
    public void DropRule() => _owesRule = false;

    /// <summary>Opens a container.</summary>
    /// <param name="first">What stands before its first line.</param>
    /// <param name="rest">What stands before its other lines.</param>
    public void Open(string first, string rest) => _containers.Add(new Container(first, rest));

    /// <summary>Opens a block quote for the content of an element.</summary>
    public void OpenQuote(IElement element)
    {
        var mark = BoilerplateRules.HoldsCode(element) ? ">".PadRight(IndentForCode) : "> ";
        Open(mark, mark);
    }

    public void Close() => _containers.RemoveAt(_containers.Count - 1);

    /// <summary>Begins a block on a new line, below a blank one unless <paramref name="close"/>.</summary>
    public void BeginBlock(bool close = false)
    {
        if (_owesRule)
        {
            BlankLine();
            Append("---");
            EndLine();
            (_owesRule, close) = (false, false);
        }

        if (_text.Length > 0)
        {
            if (!close)
            {
                BlankLine();
            }
        }

        _endedListDepth = -1;
        LineStart = _text.Length;
        BlockStart = _containers.Count == 0 ? LineStart : -1;
        BeginLine();
    }

    public void BeginLine()
    {
        for (var index = 0; index < _containers.Count; index++)
        {
            var container = _containers[index];
            _text.Append(container.IsBegun ? container.Rest : container.First);
            container.IsBegun = true;
        }
    }

    public void Append(char letter) => _text.Append(letter);

    public void Append(char letter, int count) => _text.Append(letter, count);

    public void Append(ReadOnlySpan<char> text) => _text.Append(text);

    public void EndLine() => _text.Append('\n');

    /// <summary>Ends a line that may have nothing but its containers' marks on it.</summary>
    public void EndBareLine()
    {
        _text.TrimEnd(' ');
        _text.Append('\n');
    }

    /// <summary>A paragraph and its line end, no line of which begins a block.</summary>
    public void AppendParagraph(ReadOnlySpan<char> text)
    {
        var isFirst = true;

        foreach (var range in text.Split('\n'))
        {
            var line = text[range];

            if (!isFirst)
            {
                BeginLine();
            }

            isFirst = false;
            var owed = InlineEscaper.BlockStart(line);

            if (owed >= 0)
            {
                Append(line[..owed]);
                Append('\\');
                line = line[owed..];
            }

            Append(line);
            EndLine();
        }
    }

    /// <summary>A heading and its line end.</summary>
    public void AppendHeading(int level, ReadOnlySpan<char> text)
    {
        Append('#', level);
        Append(' ');

        // "Issue #" would lose its sign: a run of # at the end closes a heading.
        var end = text.TrimEnd('#').Length;

        if (end < text.Length && (end == 0 || text[end - 1] == ' '))
        {
            Append(text[..end]);
            Append('\\');
            text = text[end..];
        }

        Append(text);
        EndLine();
    }

    /// <summary>The bullet for a list that begins here: two lists in a row would be one if they shared it.</summary>
    public char MarkerFor(char usual, char other) =>
        _endedListDepth == _containers.Count && _endedListMarker == usual ? other : usual;

    public void EndList(char marker)
    {
        _endedListDepth = _containers.Count;
        _endedListMarker = marker;
    }

    /// <summary>Takes the last blocks back. None of them begins a container.</summary>
    /// <param name="length">The length before the first of them.</param>
    public void Truncate(int length) => _text.Truncate(length);

    public override string ToString() => _text.ToString();

    private void BlankLine()
    {
        foreach (var container in _containers)
        {
            if (!container.IsBegun)
            {
                break;
            }

            _text.Append(container.Rest);
        }

        EndBareLine();
    }

    private sealed class Container(string first, string rest)
    {
        public string First { get; } = first;

        public string Rest { get; } = rest;

        public bool IsBegun { get; set; }
    }
}
