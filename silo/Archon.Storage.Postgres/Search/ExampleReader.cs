using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;

namespace Archon.Storage.Postgres.Search;

/// <summary>Reads the tabs of found examples, and the other pages that they stand on: two statements for all, and none where there is neither.</summary>
internal static class ExampleReader
{
    public static async Task<ImmutableArray<SearchHit>> WholeAsync(
        PostgresDatabase database, IReadOnlyList<(SearchHit Hit, ExamplePlace Place)> hits, CancellationToken cancellationToken)
    {
        var tabbed = hits.Where(hit => hit.Place.TabsBegin is not null).ToList();
        var tabs = tabbed.Count == 0 ? [] : await database.ListAsync(
            () => Statements.Named("tabs-of-examples").Bind([.. tabbed.Select(hit => hit.Place.Document)]).Bind([.. tabbed.Select(hit => hit.Place.TabsBegin!.Value)]).Bind(ExampleFacts.MostVariants),
            row => (Of: tabbed[(int)row.GetInt64(0) - 1].Hit, Tab: new ExampleTab(row.MaybeText(1) ?? "", row.MaybeText(2), row.Text(3))),
            cancellationToken).ConfigureAwait(false);
        var grouped = hits.Where(hit => hit.Place.Group is not null).ToList();
        var pages = grouped.Count == 0 ? [] : await database.ListAsync(
            () => Statements.Named("pages-of-groups").Bind([.. grouped.Select(hit => hit.Place.Group!.Value)]).Bind([.. grouped.Select(hit => hit.Place.Document)]).Bind(ExampleFacts.MostCounted),
            row => (Of: grouped[(int)row.GetInt64(0) - 1].Hit, Url: row.Text(1)),
            cancellationToken).ConfigureAwait(false);
        var (tabsOf, pagesOf) = (tabs.ToLookup(one => one.Of, one => one.Tab, ReferenceEqualityComparer.Instance), pages.ToLookup(one => one.Of, one => one.Url, ReferenceEqualityComparer.Instance));
        return
        [
            .. hits.Select(one => one.Hit.Example is not { } example ? one.Hit : one.Hit with
            {
                Example = example with
                {
                    Tabs = [.. tabsOf[one.Hit]],
                    AlsoOn = [.. pagesOf[one.Hit].Take(ExampleFacts.MostPages)],
                    AlsoOnCount = pagesOf[one.Hit].Count(),
                },
            }),
        ];
    }
}
