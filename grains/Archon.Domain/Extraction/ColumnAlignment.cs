using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Where the texts of a table's column stand in their cells.</summary>
internal enum ColumnAlignment
{
    /// <summary>Nothing is said of it.</summary>
    None,
    Left,
    Center,
    Right,
}

internal static class ColumnAlignments
{
    /// <summary>What the header cell of a column says of itself, by its style or else by HTML 4's attribute.</summary>
    public static ColumnAlignment Of(IElement cell) =>
        cell.GetAttribute("style") is { } style && InStyle(style) is not ColumnAlignment.None and var stated ? stated : Named(cell.GetAttribute("align"));

    /// <summary>The column's part of the row below the header (GFM 4.10).</summary>
    public static string Delimiter(this ColumnAlignment alignment) => alignment switch
    {
        ColumnAlignment.Left => " :--- |",
        ColumnAlignment.Center => " :---: |",
        ColumnAlignment.Right => " ---: |",
        _ => " --- |",
    };

    private static ColumnAlignment InStyle(string style)
    {
        const string property = "text-align";
        var rest = style.AsSpan();
        while (rest.IndexOf(property, StringComparison.OrdinalIgnoreCase) is var start and >= 0)
        {
            // There is a "text-align-last", too.
            rest = rest[(start + property.Length)..].TrimStart();
            if (rest.StartsWith(":"))
            {
                var value = rest[1..];
                return Named(value[..(value.IndexOfAny(";!") is var end and >= 0 ? end : value.Length)]);
            }
        }

        return ColumnAlignment.None;
    }

    private static ColumnAlignment Named(ReadOnlySpan<char> name)
    {
        name = name.Trim();
        return Is(name, "left") ? ColumnAlignment.Left
            : Is(name, "center") ? ColumnAlignment.Center
            : Is(name, "right") ? ColumnAlignment.Right
            : ColumnAlignment.None;
    }

    private static bool Is(ReadOnlySpan<char> name, string word) => name.Equals(word, StringComparison.OrdinalIgnoreCase);
}
