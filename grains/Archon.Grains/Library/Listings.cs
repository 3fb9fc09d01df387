using Archon.GrainInterfaces.Library;
using Archon.Ports.Storage;

namespace Archon.Grains.Library;

/// <summary>A page of a list as a message.</summary>
internal static class Listings
{
    public static Listing<TView> Select<TRow, TView>(this ListPage<TRow> page, Func<TRow, TView> view) =>
        new() { Items = [.. page.Items.Select(view)], NextCursor = page.NextCursor };
}
