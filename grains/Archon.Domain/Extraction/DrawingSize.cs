using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells by its size a drawing that is a sign beside words: it is as high or as wide as a few letters, and not long (a row of bytes, a line of time).</summary>
internal static class DrawingSize
{
    // Pixels.
    private const double LargestSign = 48;
    private const double LongestSign = 300;

    public static bool IsOfSign(IElement drawing)
    {
        var (width, height) = (PixelsOf(drawing.GetAttribute("width")), PixelsOf(drawing.GetAttribute("height")));
        if ((width is null || height is null) && BoxOf(drawing) is var (boxWidth, boxHeight))
        {
            if (width is null && height is null)
            {
                return boxHeight <= LargestSign && boxWidth < LongestSign;
            }

            var isSmall = IsSmall(width ?? height);
            return isSmall && !IsLong(width ?? height * boxWidth / boxHeight, drawing) && !IsLong(height ?? width * boxHeight / boxWidth, drawing);
        }

        return (IsSmall(width) || IsSmall(height)) && !IsLong(width, drawing) && !IsLong(height, drawing);
    }

    private static bool IsLong(double? pixels, IElement drawing) => pixels >= LongestSign || (pixels > LargestSign && (IsOfPrint(drawing.GetAttribute("width")) || IsOfPrint(drawing.GetAttribute("height"))));

    // Signs are drawn for screens.
    private static bool IsOfPrint(string? side) => side is not null && (side.EndsWith("cm", StringComparison.Ordinal) || side.EndsWith("mm", StringComparison.Ordinal) || side.EndsWith("in", StringComparison.Ordinal));

    private static bool IsSmall(double? pixels) => pixels <= LargestSign;

    private static (double Width, double Height)? BoxOf(IElement drawing)
    {
        var sides = drawing.GetAttribute("viewBox")?.Split([' ', ',', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return sides is [_, _, var width, var height]
            && double.TryParse(width, CultureInfo.InvariantCulture, out var wide) && double.TryParse(height, CultureInfo.InvariantCulture, out var high) && wide > 0 && high > 0
            ? (wide, high)
            : null;
    }

    // A part of what is around it has no end; null where nothing is said.
    private static double? PixelsOf(string? side)
    {
        var length = side.AsSpan().Trim();
        var end = length.LastIndexOfAnyInRange('0', '9') + 1;
        if (!double.TryParse(length[..end].TrimEnd('.'), CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return length[end..].TrimStart('.').Trim() switch
        {
            "" or "px" => number,
            "pt" => number * 4 / 3,
            "em" or "rem" or "pc" => number * 16,
            "ex" or "ch" => number * 8,
            "in" => number * 96,
            "cm" => number * 96 / 2.54,
            "mm" => number * 96 / 25.4,
            "Q" => number * 96 / 101.6,
            _ => double.PositiveInfinity,
        };
    }
}
