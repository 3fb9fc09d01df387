using System.Globalization;

namespace Archon.Domain.Crawling;

/// <summary>Where a list of pages goes on: after a page id, or, once the pages are through, after a refused link.</summary>
public readonly record struct PageCursor(long AfterPage, string? AfterRefused)
{
    public static PageCursor Read(string? text)
    {
        if (text is null)
        {
            return new PageCursor(0, null);
        }

        if (text.StartsWith('r'))
        {
            return new PageCursor(long.MaxValue, text[1..]);
        }

        return text.StartsWith('p') && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new PageCursor(id, null)
            : throw new ArgumentException($"'{text}' is not a cursor of this list; pass NextCursor of the page before.", nameof(text));
    }

    public override string ToString() =>
        AfterRefused is { } url ? "r" + url : string.Create(CultureInfo.InvariantCulture, $"p{AfterPage}");
}
