using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Reads what a result shows.</summary>
internal static class HitReader
{
    /// <summary>Null when the chunk's source is being deleted.</summary>
    public static SearchHit? Chunk(SqliteDatabase database, long id, double score, FoundWords found) =>
        Chunk(database["chunk-hit"].Bind(id), score, found);

    /// <summary>Null when the code's source is being deleted.</summary>
    public static SearchHit? Code(SqliteDatabase database, long id, double score, FoundWords found)
    {
        var row = database["code-hit"].Bind(id);
        if (!row.Step())
        {
            return null;
        }

        var hit = Read(row, score, found) with
        {
            Language = row.MaybeText(7),
            Context = row.Text(8),
            Summary = row.MaybeText(9),
            Example = new ExampleFacts { Title = row.Text(10), IsGuessed = row.Int64(11) != 0, Tab = row.MaybeText(12) },
        };
        var (begin, group) = (row.MaybeInt64(13), row.MaybeInt64(14));
        row.Reset();
        var document = long.Parse(hit.DocumentId, CultureInfo.InvariantCulture);
        var pages = group is null ? [] : Pages(database, group.Value, document);
        return hit with
        {
            Example = hit.Example with
            {
                Tabs = begin is null ? [] : Tabs(database, document, begin.Value),
                AlsoOn = [.. pages.Take(ExampleFacts.MostPages)],
                AlsoOnCount = pages.Count,
            },
        };
    }

    private static SearchHit? Chunk(Statement row, double score, FoundWords found)
    {
        if (!row.Step())
        {
            return null;
        }

        var hit = Read(row, score, found) with { Ordinal = row.Int32(7) };
        row.Reset();
        return hit;
    }

    private static SearchHit Read(Statement row, double score, FoundWords found) => new()
    {
        DocumentId = row.Int64(0).ToString(CultureInfo.InvariantCulture),
        Url = row.Text(1),
        Title = row.Text(2),
        Heading = row.Text(3),
        Content = row.Text(4),
        SourceId = row.Text(5),
        Fragments = row.Text(6),
        Found = found,
        Score = score,
    };

    private static ImmutableArray<ExampleTab> Tabs(SqliteDatabase database, long document, long begin)
    {
        var tabs = ImmutableArray.CreateBuilder<ExampleTab>();
        var row = database["tabs-of-example"].Bind(document).Bind(begin).Bind(ExampleFacts.MostVariants);
        while (row.Step())
        {
            tabs.Add(new ExampleTab(row.MaybeText(0) ?? "", row.MaybeText(1), row.Text(2)));
        }

        return tabs.DrainToImmutable();
    }

    private static List<string> Pages(SqliteDatabase database, long group, long document)
    {
        var pages = new List<string>();
        var row = database["pages-of-group"].Bind(group).Bind(document).Bind(ExampleFacts.MostCounted);
        while (row.Step())
        {
            pages.Add(row.Text(0));
        }

        return pages;
    }
}
