using Archon.Domain.Crawling;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;
using Archon.Storage.Sqlite.Knowledge;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>Takes documents away that claim another address, where the same or nearly the same text is stored.</summary>
internal static class DuplicateRemoval
{
    public static TakenDuplicates? Apply(SqliteDatabase database, string crawlId, long epoch, long after, int limit)
    {
        if (CrawlHead.FindForEpoch(database, crawlId, epoch) is not { } crawl)
        {
            return null;
        }

        if (DocumentKeeper.SourceOf(database, crawl) is not { } sourceNo)
        {
            return new TakenDuplicates(0, null, crawl.Counters);
        }

        var claims = ReadClaims(database, sourceNo, after, limit);
        var tally = new CommitTally(crawl.Counters);
        var taken = 0;
        foreach (var claim in claims)
        {
            // One after another: of two that claim each other, one stays.
            if (FindPage(database, crawl, claim.Url) is { } pageId && IsStoredAlike(database, crawl, sourceNo, claim))
            {
                Take(database, crawl, sourceNo, claim, pageId, tally);
                taken++;
            }
        }

        var counters = tally.Write(database, crawl, crawl.ScopeUrl);
        return new TakenDuplicates(taken, claims.Count < limit ? null : claims[^1].No, counters);
    }

    private static List<Claim> ReadClaims(SqliteDatabase database, long sourceNo, long after, int limit)
    {
        var claims = new List<Claim>();
        var row = database["some-claims"].Bind(sourceNo).Bind(after).Bind(limit);
        while (row.Step())
        {
            claims.Add(new Claim(
                row.Int64(0), row.Text(1), row.Text(2), row.Int64(3), row.Int64(4), row.Int64(5), row.Int64(6), row.Text(7), row.Int64(8),
                row.Text(9)));
        }

        return claims;
    }

    /// <summary>The page of the crawl at this address, when it is done.</summary>
    private static long? FindPage(SqliteDatabase database, CrawlHead crawl, string url)
    {
        var row = database["find-page-by-url"].Bind(crawl.No).Bind(url);
        return row.Step() && (PageState)row.Int32(1) == PageState.Done ? row.Int64(0) : null;
    }

    private static bool IsStoredAlike(SqliteDatabase database, CrawlHead crawl, long sourceNo, Claim claim)
    {
        var row = database["find-claimed"].Bind(crawl.No).Bind(sourceNo).Bind(claim.Claimed);
        return row.Step() && row.Int64(0) != claim.No
            && (TextSignature.AreAlike(row.Int64(1), claim.Signature)
                // Texts too short for a signature may still be the same.
                || (row.Text(2) == claim.Title && row.Text(3) == claim.ContentHash));
    }

    private static void Take(SqliteDatabase database, CrawlHead crawl, long sourceNo, Claim claim, long pageId, CommitTally tally)
    {
        if (claim.CrawlNo == crawl.No)
        {
            // What a former crawl stored, and this one only found again, was not counted.
            tally.ChunksStored -= claim.Chunks;
            tally.CodeExamples -= claim.CodeExamples;
            tally.ChunksEmbedded -= database["count-embedded"].Bind(claim.No).Scalar() ?? 0;
        }

        DocumentEraser.EraseParts(database, claim.No, claim.Title);
        database["delete-document"].Bind(claim.No).Run();
        database["update-source-counts"].Bind(-1).Bind(-claim.Chunks).Bind(-claim.CodeExamples).Bind(0).Bind((string?)null).Bind(sourceNo).Run();
        database["skip-duplicate"].Bind(CanonicalClaim.Explain(claim.Claimed)).Bind(pageId).Run();
        tally.TakeDuplicate(wasAdded: claim.AddedBy == crawl.No, crawl.Refreshes);
    }

    /// <summary>A document that claims another address.</summary>
    private sealed record Claim(
        long No, string Url, string Title, long Chunks, long CodeExamples, long CrawlNo, long Signature, string Claimed, long AddedBy,
        string ContentHash);
}
