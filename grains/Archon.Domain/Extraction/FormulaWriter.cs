using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Writes formulas as their author wrote them: as code that holds their TeX.</summary>
internal sealed class FormulaWriter(MarkdownWriter writer)
{
    private FormulaSpan? _torn;

    /// <summary>Forgets the page before.</summary>
    public void Begin() => _torn = null;

    /// <summary>Whether what stands in an element next has been written with a formula.</summary>
    public bool HasWrittenNextIn(IElement around) => _torn is not null && _torn.Last.ParentElement == around;

    /// <summary>Writes text, and the formulas in it that a program of the page would find.</summary>
    /// <param name="node">The text.</param>
    /// <param name="around">What it stands in.</param>
    public void WriteText(IText node, IElement around)
    {
        var reading = writer.Filter.Surroundings.Formulas;
        if (reading is FormulaReading.None)
        {
            writer.Inline.Append(node.Data);
            return;
        }

        var position = 0;
        if (HasWrittenNextIn(around))
        {
            if (node != _torn!.Last)
            {
                return;
            }

            position = _torn.End;
            _torn = null;
        }

        var text = node.Data;
        if (FormulaMarks.MayBeIn(text.AsSpan(position), reading) && FormulaMarks.AreReadIn(around))
        {
            position = WriteFormulas(text, position, reading, out var open);
            if (open >= 0 && FormulaSpan.Of(node, open, reading) is { } torn)
            {
                writer.Inline.Append(text.AsSpan(position, open - position));
                writer.Inline.Append(torn.Text.AsSpan(WriteFormulas(torn.Text, 0, reading, out _)));
                _torn = torn;
                return;
            }
        }

        writer.Inline.Append(text.AsSpan(position));
    }

    /// <summary>Writes what an element says that holds a formula, its number behind it.</summary>
    /// <returns>False when the element holds none.</returns>
    public bool Write(IElement element)
    {
        if (FormulaSource.Of(element) is not { } formula)
        {
            return false;
        }

        writer.Inline.AppendCode(formula);
        if (FormulaSource.NumberOf(element) is { Length: > 0 } number)
        {
            writer.Inline.Blank();
            writer.Inline.Append(number);
        }

        return true;
    }

    /// <returns>Behind the last.</returns>
    private int WriteFormulas(string text, int position, FormulaReading reading, out int open)
    {
        while (FormulaMarks.Next(text, position, reading, out open, out var end) is { IsEmpty: false } formula)
        {
            writer.Inline.Append(text.AsSpan(position, open - position));
            writer.Inline.AppendCode(formula.ToString());
            position = end;
        }

        return position;
    }
}
