using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Archon.Domain.Documents;

/// <summary>
/// Unpacks what a PDF holds within bounds: 10 MB of it may be 10 GB unpacked, so what a stream will be is counted before it is unpacked, and all of them
/// together. Nothing else of a PDF asks whether there is time left, and everything large or repeated passes here. Images are not unpacked at all.
/// </summary>
internal sealed class PdfStreams(CancellationToken cancellationToken) : IFilterProvider
{
    private const long MostOfOne = 64L * 1024 * 1024;
    private const long MostOfAll = 1024L * 1024 * 1024;

    private readonly IFilterProvider _filters = DefaultFilterProvider.Instance;
    private long _all;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bounded(_filters.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bounded(_filters.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bounded(_filters.GetAllFilters());

    private List<IFilter> Bounded(IReadOnlyList<IFilter> filters)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return [.. filters.Select(filter => new BoundedFilter(filter, this))];
    }

    private void Count(long bytes)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _all += bytes;
        if (bytes > MostOfOne || _all > MostOfAll)
        {
            throw new PdfTooLargeException(bytes > MostOfOne
                ? $"A part of the PDF has more than {MostOfOne / 1024 / 1024} MB once it is unpacked."
                : $"The PDF has more than {MostOfAll / 1024 / 1024} MB once it is unpacked.");
        }
    }

    private sealed class BoundedFilter(IFilter filter, PdfStreams streams) : IFilter
    {
        public bool IsSupported => filter is FlateFilter or LzwFilter or RunLengthFilter or Ascii85Filter or AsciiHexDecodeFilter;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            if (!IsSupported)
            {
                throw new NotSupportedException($"{filter.GetType().Name} unpacks images, which are not read.");
            }

            streams.Count(filter switch
            {
                FlateFilter => InflatedLength(input),
                LzwFilter => LzwLength(input.Span),
                RunLengthFilter => RunLength(input.Span),
                _ => input.Length,
            });
            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private static long InflatedLength(Memory<byte> input)
        {
            var buffer = new byte[32 * 1024];
            var length = 0L;
            try
            {
                using var packed = new MemoryStream(input.ToArray(), writable: false);
                using var inflated = new ZLibStream(packed, CompressionMode.Decompress);
                for (var read = inflated.Read(buffer); read > 0 && length <= MostOfOne; read = inflated.Read(buffer))
                {
                    length += read;
                }
            }
            catch (InvalidDataException)
            {
                // Broken from here on, for whoever unpacks it as well.
            }

            return length;
        }

        // Each code stands for what an earlier one stands for, and a byte more; 256 begins anew, 257 ends (PDF 32000-1, 7.4.4).
        private static long LzwLength(ReadOnlySpan<byte> input)
        {
            var lengths = new int[4097];
            Array.Fill(lengths, 1, 0, 256);
            var (next, width, previous, total) = (258, 9, 0, 0L);
            var (bits, buffered) = (0, 0);
            foreach (var value in input)
            {
                bits = ((bits << 8) | value) & 0xFFFFFF;
                buffered += 8;
                if (buffered < width)
                {
                    continue;
                }

                buffered -= width;
                var code = (bits >> buffered) & ((1 << width) - 1);
                if (code == 257 || total > MostOfOne)
                {
                    break;
                }

                if (code == 256)
                {
                    (next, width, previous) = (258, 9, 0);
                    continue;
                }

                if (previous > 0 && next < lengths.Length)
                {
                    lengths[next++] = previous + 1;
                }

                previous = code < next ? Math.Max(1, lengths[code]) : previous + 1;
                total += previous;
                width = next >= 2047 ? 12 : next >= 1023 ? 11 : next >= 511 ? 10 : 9;
            }

            return total;
        }

        private static long RunLength(ReadOnlySpan<byte> input)
        {
            var total = 0L;
            for (var i = 0; i < input.Length && input[i] != 128;)
            {
                var isCopy = input[i] < 128;
                total += isCopy ? input[i] + 1 : 257 - input[i];
                i += isCopy ? input[i] + 2 : 2;
            }

            return total;
        }
    }
}
