using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Archon.Domain.Anchors;

/// <summary>The anchors of a page, in the order of its text: how they are written down, looked up and moved.</summary>
public static class PageAnchors
{
    /// <summary>A line for each: where it is, a blank, its fragment, which has none.</summary>
    public static string Write(ImmutableArray<PageAnchor> anchors)
    {
        if (anchors.IsDefaultOrEmpty)
        {
            return "";
        }

        var lines = new StringBuilder();
        foreach (var (start, fragment) in anchors)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{start} {fragment}\n");
        }

        return lines.ToString();
    }

    /// <summary>What <see cref="Write"/> has written.</summary>
    public static ImmutableArray<PageAnchor> Read(string? lines)
    {
        if (string.IsNullOrEmpty(lines))
        {
            return [];
        }

        var anchors = ImmutableArray.CreateBuilder<PageAnchor>(lines.AsSpan().Count('\n'));
        foreach (var range in lines.AsSpan().Split('\n'))
        {
            var line = lines.AsSpan(range);
            var blank = line.IndexOf(' ');
            if (blank > 0 && int.TryParse(line[..blank], CultureInfo.InvariantCulture, out var start))
            {
                anchors.Add(new PageAnchor(start, line[(blank + 1)..].ToString()));
            }
        }

        return anchors.DrainToImmutable();
    }

    /// <summary>The fragment of the first anchor in a range of the page; null when there is none.</summary>
    public static string? In(ImmutableArray<PageAnchor> anchors, int start, int end)
    {
        var first = FirstFrom(anchors, start);
        return first < anchors.Length && anchors[first].Start < end ? anchors[first].Fragment : null;
    }

    /// <summary>The anchors in a range of the page.</summary>
    public static IEnumerable<PageAnchor> Between(ImmutableArray<PageAnchor> anchors, int start, int end)
    {
        for (var next = FirstFrom(anchors, start); next < anchors.Length && anchors[next].Start < end; next++)
        {
            yield return anchors[next];
        }
    }

    /// <summary>Where a fragment leads to; null when the page has none such.</summary>
    public static int? StartOf(ImmutableArray<PageAnchor> anchors, string fragment)
    {
        foreach (var anchor in anchors)
        {
            if (anchor.Fragment == fragment)
            {
                return anchor.Start;
            }
        }

        return null;
    }

    /// <summary>As they are when ranges were taken out of the text; those inside go with them.</summary>
    /// <param name="anchors">The page's.</param>
    /// <param name="cuts">Where each range begins and ends, in order.</param>
    public static ImmutableArray<PageAnchor> Without(ImmutableArray<PageAnchor> anchors, IReadOnlyList<(int Start, int End)> cuts)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        var left = ImmutableArray.CreateBuilder<PageAnchor>(anchors.Length);
        var (next, gone) = (0, 0);
        foreach (var anchor in anchors)
        {
            for (; next < cuts.Count && cuts[next].End <= anchor.Start; next++)
            {
                gone += cuts[next].End - cuts[next].Start;
            }

            if (next == cuts.Count || anchor.Start < cuts[next].Start)
            {
                left.Add(anchor with { Start = anchor.Start - gone });
            }
        }

        return left.DrainToImmutable();
    }

    private static int FirstFrom(ImmutableArray<PageAnchor> anchors, int start)
    {
        var (low, high) = (0, anchors.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = anchors[middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
