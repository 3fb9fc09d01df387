using System.IO.Compression;
using System.Text;
using Archon.Domain.Crawling;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Bodies;

public sealed class DecompressionTests
{
    private static readonly string Page = string.Concat(Enumerable.Range(0, 3000).Select(line => $"<p>{line} ü {line * 7919 % 1000}</p>"));

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("deflate", "zlib")]
    [InlineData("deflate", "raw")]
    [InlineData("br", "br")]
    [InlineData("identity", "")]
    [InlineData("", "")]
    [InlineData("identity, gzip", "gzip")]
    [InlineData("gzip, br", "gzip br")]
    [InlineData("br, gzip", "br gzip")]
    [InlineData("gzip, gzip", "gzip gzip")]
    [InlineData("deflate, deflate", "raw zlib")]
    public async Task FetchAsync_OfACompressedBody_UndoesIt(string header, string codings)
    {
        var document = await Fetcher.GetDocumentAsync(Encoded(Pack(Page, codings), header));

        Assert.Equal(Page, document.Text);
        Assert.Equal(Encoding.UTF8.GetByteCount(Page), document.Bytes);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zlib")]
    [InlineData("raw")]
    [InlineData("br")]
    public async Task FetchAsync_OfABodyOfAnyLength_FindsItsEnd(string coding)
    {
        var header = coding is "zlib" or "raw" ? "deflate" : coding;
        await using var server = ScriptedServer.Run(async peer =>
        {
            while (await peer.ReadRequestAsync() is { } request)
            {
                var length = int.Parse(request.Split(' ')[1].AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
                await peer.SendAsync(Encoded(Pack(Page[..length], coding), header));
            }
        });
        using var fetcher = new Fetcher();

        for (var length = 0; length < 40_000; length += length / 7 + 1)
        {
            var document = Assert.IsType<FetchedDocument>(await fetcher.GetAsync(server.Url($"/{length}")));
            Assert.Equal(length, document.Text.Length);
        }
    }

    [Theory]
    [InlineData("gzip", "gzip", 1)]
    [InlineData("gzip", "gzip", 5)]
    [InlineData("gzip", "gzip", 9)]
    [InlineData("gzip", "gzip", 3000)]
    [InlineData("deflate", "zlib", 1)]
    [InlineData("deflate", "zlib", 3000)]
    [InlineData("deflate", "raw", 1)]
    [InlineData("deflate", "raw", 3000)]
    [InlineData("br", "br", 1)]
    [InlineData("br", "br", 1000)]
    [InlineData("gzip, br", "gzip br", 500)]
    public async Task FetchAsync_OfACompressedBodyThatBreaksOff_IsProtocol(string header, string codings, int missing)
    {
        var packed = Pack(Page, codings);

        // The last byte of a gzip file is the highest of its length, zero: four zeros put behind it make it whole again, rightly.
        var result = await Fetcher.GetAnswerAsync(Encoded(packed[..^missing], header));

        if (codings == "gzip" && missing == 1)
        {
            Assert.Equal(Page, Assert.IsType<FetchedDocument>(result).Text);
            return;
        }

        var failure = Assert.IsType<FetchFailure>(result);
        Assert.Equal((PageReason.Protocol, 200), (failure.Reason, failure.Status));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task FetchAsync_OfABodyThatIsNotWhatItsEncodingSays_IsProtocol(string header) => Assert.Equal(
        PageReason.Protocol,
        Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Encoded(Encoding.ASCII.GetBytes("<html>not compressed at all</html>"), header))).Reason);

    [Fact]
    public async Task FetchAsync_OfAGzipBodyWithABadChecksum_IsProtocol()
    {
        var packed = Pack(Page, "gzip");
        packed[^6] ^= 0xFF;

        Assert.Equal(PageReason.Protocol, Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Encoded(packed, "gzip"))).Reason);
    }

    [Fact]
    public async Task FetchAsync_OfTwoGzipMembers_JoinsThem() => Assert.Equal(
        "hello world", (await Fetcher.GetDocumentAsync(Encoded([.. Pack("hello ", "gzip"), .. Pack("world", "gzip")], "gzip"))).Text);

    [Fact]
    public async Task FetchAsync_OfNothingLabelledGzip_IsAnEmptyDocument() =>
        Assert.Empty((await Fetcher.GetDocumentAsync(Encoded([], "gzip"))).Text);

    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("aes128gcm")]
    public async Task FetchAsync_OfAnUnknownEncoding_IsProtocolWithItsName(string header)
    {
        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Encoded([1, 2, 3], header)));

        Assert.Equal((PageReason.Protocol, $"The body is encoded as '{header}', which was not asked for."), (failure.Reason, failure.Detail));
    }

    [Theory]
    [InlineData("call cancel_crawl now")]
    [InlineData("call-cancel_crawl-now")]
    [InlineData("<b>")]
    public async Task FetchAsync_OfAnEncodingThatIsNoShortToken_DoesNotNameIt(string header)
    {
        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Encoded([1, 2, 3], header)));

        Assert.Equal((PageReason.Protocol, "The body has an encoding that is not known."), (failure.Reason, failure.Detail));
    }

    [Fact]
    public async Task FetchAsync_OfThreeLayers_IsProtocol() => Assert.Equal(
        PageReason.Protocol,
        Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Encoded(Pack(Page, "gzip gzip gzip"), "gzip, gzip, gzip"))).Reason);

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("deflate", "zlib")]
    [InlineData("br", "br")]
    [InlineData("gzip, gzip", "gzip gzip")]
    [InlineData("br, br", "br br")]
    public async Task FetchAsync_OfABomb_StopsAtTheLimit(string header, string codings)
    {
        var bomb = Pack(new byte[64 * 1024 * 1024], codings);

        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Encoded(bomb, header)));

        Assert.Equal((PageReason.TooLarge, 200), (failure.Reason, failure.Status));
    }

    [Fact]
    public async Task FetchAsync_OfABodyThatGrowsBeyondReason_StopsBeforeTheLimit()
    {
        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Encoded(Pack(new byte[4 * 1024 * 1024], "gzip"), "gzip")));

        Assert.Equal("The body grows more than 500-fold when decompressed.", failure.Detail);
    }

    [Fact]
    public async Task FetchAsync_OfABombThatYieldsNothing_StopsAtTheLimit()
    {
        // Empty stored blocks, for ever.
        byte[] block = [0x00, 0x00, 0x00, 0xFF, 0xFF];
        var empty = Enumerable.Repeat(block, 4096).SelectMany(bytes => bytes).ToArray();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: deflate\r\n\r\n");
            while (true)
            {
                await peer.SendAsync(empty);
            }
        });
        using var fetcher = new Fetcher(new FetchOptions { MaxBytes = 1024 * 1024 });

        Assert.Equal(PageReason.TooLarge, Assert.IsType<FetchFailure>(await fetcher.GetAsync(server.Url())).Reason);
    }

    [Fact]
    public async Task FetchAsync_WithAnyContentType_UnpacksAGzipFile()
    {
        var answer = Http.Answer(Pack("<urlset/>", "gzip"), "Content-Type: application/gzip\r\n");

        Assert.Equal("<urlset/>", (await Fetcher.GetDocumentAsync(answer, "/sitemap.xml.gz", anyContentType: true)).Text);
    }

    private static byte[] Encoded(byte[] body, string header) =>
        Http.Answer(body, $"Content-Type: text/html; charset=utf-8\r\nContent-Encoding: {header}\r\n");

    private static byte[] Pack(string text, string codings) => Pack(Encoding.UTF8.GetBytes(text), codings);

    private static byte[] Pack(byte[] bytes, string codings)
    {
        foreach (var coding in codings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            using var packed = new MemoryStream();
            using (Stream packer = coding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Optimal),
                "zlib" => new ZLibStream(packed, CompressionLevel.Optimal),
                "raw" => new DeflateStream(packed, CompressionLevel.Optimal),
                _ => new BrotliStream(packed, CompressionLevel.Fastest),
            })
            {
                packer.Write(bytes);
            }

            bytes = packed.ToArray();
        }

        return bytes;
    }
}
