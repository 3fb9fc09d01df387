using Archon.Fetching.Exchanges;

namespace Archon.Fetching.Bodies;

/// <summary>Reads a body to its end through as many layers as it has.</summary>
internal static class BodyReader
{
    private const int SmallestBuffer = 16 * 1024;
    private const int LargestFirstBuffer = 1024 * 1024;
    private const int UsualGrowth = 5;

    /// <param name="content">The body.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="unpack">A body that is itself a gzip file (sitemap.xml.gz) is unpacked too.</param>
    /// <exception cref="FetchFaultException">Too large, broken, or encoded in a way that was not asked for.</exception>
    public static async Task<PooledBody> ReadAsync(HttpContent content, BodyBudget budget, bool unpack)
    {
        var codings = ContentCodings.Parse(Headers.All(content.Headers, "Content-Encoding"));
        var wire = new BudgetStream(await content.ReadAsStreamAsync(budget.Deadline.Token), budget, onWire: true);
        var layer = wire;
        try
        {
            for (var last = codings.Count - 1; last >= 0; last--)
            {
                layer = await ContentDecoder.OpenAsync(layer, codings[last], budget);
            }

            if (unpack && (await layer.PeekAsync()).Span is [0x1F, 0x8B])
            {
                layer = await ContentDecoder.OpenAsync(layer, ContentCoding.Gzip, budget);
            }

            await budget.GrowAsync(Math.Min(content.Headers.ContentLength ?? 0, budget.MaxBytes));
            return await FillAsync(layer, wire, FirstBuffer(content, budget, packed: layer != wire), budget);
        }
        finally
        {
            await layer.DisposeAsync();
        }
    }

    private static async Task<PooledBody> FillAsync(BudgetStream layer, BudgetStream wire, int capacity, BodyBudget budget)
    {
        var body = new PooledBody(capacity);
        try
        {
            int read;
            while ((read = await layer.ReadAsync(body.Room(), budget.Deadline.Token)) > 0)
            {
                body.Advance(read);
                BodyBudget.CheckGrowth(wire.Count, body.Length);
                await budget.GrowAsync(body.Length);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static int FirstBuffer(HttpContent content, BodyBudget budget, bool packed)
    {
        // One byte more than announced, so that the end is read without growing first. An announcement is believed up to the limit only
        // when there is an allowance, for that was asked with it.
        var expected = (content.Headers.ContentLength ?? 0) * (packed ? UsualGrowth : 1) + 1;
        var most = budget.Allowance is null || packed ? LargestFirstBuffer : budget.MaxBytes + 1;
        return (int)Math.Clamp(expected, SmallestBuffer, Math.Max(most, SmallestBuffer));
    }
}
