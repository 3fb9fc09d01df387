using System.Text;
using UglyToad.PdfPig.Content;

namespace Archon.Domain.Documents;

/// <summary>Letters of one line that follow each other closely, as the page writes them.</summary>
internal sealed class PdfRun
{
    // A gap that is wider is white space, in parts of the letter's size.
    private const double WordGap = 0.17;

    private readonly StringBuilder _text = new();
    private readonly Dictionary<double, int> _sizes = [];
    private double _lastLeft;
    private string _last = "";
    private int _mono;
    private int _letters;

    public double Left { get; private set; } = double.NaN;

    public double Right { get; private set; }

    public double Baseline { get; private set; }

    public string Text => _text.ToString();

    /// <summary>The size of most of its letters.</summary>
    public double Size => _sizes.Count == 0 ? 0 : _sizes.MaxBy(size => size.Value).Key;

    public bool IsMono => _letters > 0 && _mono == _letters;

    public int Letters => _letters;

    /// <summary>Adds a letter, unless it belongs to another run.</summary>
    public bool TryAdd(Letter letter, string value, bool isMono)
    {
        var size = SizeOf(letter);
        var (left, right, baseline) = (letter.StartBaseLine.X, Math.Max(letter.StartBaseLine.X, letter.EndBaseLine.X), letter.StartBaseLine.Y);
        if (_letters == 0)
        {
            (Left, Baseline) = (left, baseline);
        }
        else
        {
            var gap = left - Right;

            // A letter that is drawn again, a little beside itself, is how some programs make it bold.
            if (value == _last && Math.Abs(left - _lastLeft) < 0.15 * size && Math.Abs(baseline - Baseline) < 0.15 * size)
            {
                return true;
            }

            if (Math.Abs(baseline - Baseline) > 0.45 * Math.Max(size, Size) || gap > 0.9 * size || gap < -0.6 * size)
            {
                return false;
            }

            AppendSpace(gap, size, isMono && IsMono);
        }

        _text.Append(value);
        (_last, _lastLeft) = (value, left);
        Right = Math.Max(Right, right);
        _sizes[size] = _sizes.GetValueOrDefault(size) + 1;
        _letters++;
        _mono += isMono ? 1 : 0;
        return true;
    }

    /// <summary>Adds a run that stands to the right on the same line.</summary>
    public void Join(PdfRun next)
    {
        AppendSpace(Math.Max(next.Left - Right, WordGap * 1.01 * Size), Size, IsMono && next.IsMono);
        _text.Append(next._text);
        Right = Math.Max(Right, next.Right);
        foreach (var (size, count) in next._sizes)
        {
            _sizes[size] = _sizes.GetValueOrDefault(size) + count;
        }

        _letters += next._letters;
        _mono += next._mono;
    }

    /// <summary>To half a point: the same font is rarely drawn to the same thousandth.</summary>
    private static double SizeOf(Letter letter)
    {
        var size = letter.PointSize > 0 ? letter.PointSize : letter.BoundingBox.Height;
        return double.IsFinite(size) ? Math.Clamp(Math.Round(size * 2) / 2, 0.5, 1000) : 10;
    }

    private void AppendSpace(double gap, double size, bool isMono)
    {
        if (gap <= WordGap * size)
        {
            return;
        }

        // In code the columns are what the author means; a letter is three fifths of its size wide.
        _text.Append(' ', isMono ? Math.Clamp((int)Math.Round(gap / (0.6 * size)), 1, 200) : 1);
    }
}
