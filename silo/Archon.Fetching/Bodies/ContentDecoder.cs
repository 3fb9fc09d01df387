using System.IO.Compression;
using Archon.Domain.Crawling;

namespace Archon.Fetching.Bodies;

/// <summary>
/// Undoes one coding. The framework's streams end quietly when their source breaks off, so the end is proved by what they ask
/// of it: a whole deflate or Brotli stream ends without asking for more than there is. A gzip stream always asks once more, for
/// another member might follow, so four zeros are put behind it: a whole stream stops at them, a broken one asks again.
/// </summary>
internal sealed class ContentDecoder : ReadOnlyStream
{
    private const int GzipEndMark = 4;

    private readonly BudgetStream encoded;
    private readonly Stream decoder;
    private readonly ContentCoding coding;

    private ContentDecoder(BudgetStream encoded, Stream decoder, ContentCoding coding)
    {
        this.encoded = encoded;
        this.decoder = decoder;
        this.coding = coding;
    }

    /// <summary>Puts a decoded layer on a layer; an empty one stays as it is, for some servers label even nothing.</summary>
    public static async ValueTask<BudgetStream> OpenAsync(BudgetStream layer, ContentCoding coding, BodyBudget budget)
    {
        var head = await layer.PeekAsync();
        if (head.Length == 0)
        {
            return layer;
        }

        var encoded = coding == ContentCoding.Gzip ? new BudgetStream(layer, budget, onWire: false, GzipEndMark) : layer;
        Stream decoder = coding switch
        {
            ContentCoding.Gzip => new GZipStream(encoded, CompressionMode.Decompress),
            ContentCoding.Deflate when IsZlib(head.Span) => new ZLibStream(encoded, CompressionMode.Decompress),
            ContentCoding.Deflate => new DeflateStream(encoded, CompressionMode.Decompress),
            _ => new BrotliStream(encoded, CompressionMode.Decompress),
        };
        return new BudgetStream(new ContentDecoder(encoded, decoder, coding), budget, onWire: false);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await decoder.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
        {
            throw new FetchFaultException(PageReason.Protocol, $"The body cannot be decompressed ({coding}).", exception);
        }

        return read > 0 || !encoded.SawEnd
            ? read
            : throw new FetchFaultException(PageReason.Protocol, $"The compressed body breaks off ({coding}).");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            decoder.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>"deflate" means zlib (RFC 1950), but some servers send it bare (RFC 1951).</summary>
    private static bool IsZlib(ReadOnlySpan<byte> head) =>
        head.Length == 2 && (head[0] & 0x0F) == 8 && ((head[0] << 8) | head[1]) % 31 == 0;
}
