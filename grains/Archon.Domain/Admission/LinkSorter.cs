using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Archon.Domain.Crawling;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>Sorts what stands in a page's href attributes into pages to fetch and links that were refused, with the reason.</summary>
public static class LinkSorter
{
    /// <summary>Schemes that link to no document. They are passed over in silence.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NoDocument =
        "mailto tel sms javascript vbscript data about blob".Split(' ')
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Drops links to the page itself and repeated ones; judges the rest as one hop further than the page.</summary>
    /// <param name="policy">The crawl's policy.</param>
    /// <param name="page">The page's address, from which its links start.</param>
    /// <param name="pageDepth">The page's own link hops from the seed.</param>
    /// <param name="hrefs">Any texts.</param>
    public static SortedLinks Sort(AdmissionPolicy policy, CanonicalUrl page, int pageDepth, IEnumerable<string> hrefs)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(hrefs);

        var depth = pageDepth + 1;
        var seen = new HashSet<string>(StringComparer.Ordinal) { page.Value };
        var admitted = ImmutableArray.CreateBuilder<(string Url, int Depth)>();
        var refused = ImmutableArray.CreateBuilder<(string Url, PageReason Reason)>();
        foreach (var href in hrefs)
        {
            if (!CanonicalUrl.TryResolve(page, href, out var url, out var refusal))
            {
                var text = Readable(href);
                if (!LinksToNoDocument(text) && seen.Add(text))
                {
                    refused.Add((text, refusal));
                }

                continue;
            }

            if (policy.ReadsFiles && GitHubFile.TryRaw(url, out var file))
            {
                url = file;
            }

            if (!seen.Add(url.Value))
            {
                continue;
            }

            var reason = policy.Judge(url, depth);
            if (reason == PageReason.None)
            {
                admitted.Add((url.Value, depth));
            }
            else
            {
                refused.Add((url.Value, reason));
            }
        }

        return new SortedLinks(admitted.DrainToImmutable(), refused.DrainToImmutable());
    }

    private static bool LinksToNoDocument(string link) => NoDocument.Contains(UrlScheme.Of(link));

    /// <summary>The link as it can be stored and shown: without NUL and lone surrogates, which no database takes, and cut.</summary>
    private static string Readable(string href)
    {
        var text = new StringBuilder();
        foreach (var rune in UrlScheme.Clean(href).EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > CanonicalUrl.MaxLength)
            {
                break;
            }

            text.Append((rune.Value == 0 ? Rune.ReplacementChar : rune).ToString());
        }

        return text.ToString();
    }
}
