using System.Collections.Immutable;

namespace Archon.Domain.Extraction;

/// <summary>Complete siblings of one container, parsed only while they are walked.</summary>
/// <param name="Start">Where they begin in the page.</param>
/// <param name="End">Behind the last of them.</param>
/// <param name="Container">What they stand in.</param>
/// <param name="Tags">A bit for each <see cref="HtmlTag"/> among them and in them.</param>
internal sealed record HtmlSegment(int Start, int End, HtmlSegment.Place Container, ulong Tags)
{
    public static ulong BitOf(HtmlTag tag) => 1UL << (int)tag;

    public static ulong BitsOf(params ReadOnlySpan<HtmlTag> tags)
    {
        var bits = 0UL;

        foreach (var tag in tags)
        {
            bits |= BitOf(tag);
        }

        return bits;
    }

    /// <summary>An element and all it stands in, from <c>body</c> inwards.</summary>
    /// <param name="Names">Their names, in lower case.</param>
    /// <param name="StartTags">Their start tags as the page has them, behind its document type.</param>
    public sealed record Place(ImmutableArray<string> Names, string StartTags);
}
