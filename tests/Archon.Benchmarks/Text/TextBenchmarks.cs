using System.Diagnostics;
using System.Globalization;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;
using Archon.Embeddings;

namespace Archon.Benchmarks.Text;

/// <summary>Single-threaded throughput of the text stages over real pages, warm: one pass to warm up, then the best of three.</summary>
internal static class TextBenchmarks
{
    private const int Passes = 3;

    public static int Markdown(string folder, int pages)
    {
        var html = Read(folder, pages);
        var reader = new HtmlPageReader();
        Measure("HTML → Markdown (DOM parse included)", html.Sum(page => (long)page.Length), html.Count, "MB", () =>
        {
            foreach (var page in html)
            {
                reader.Read(page, new Uri("http://127.0.0.1/page.html"), CancellationToken.None);
            }
        });
        return 0;
    }

    public static int Chunking(string folder, int pages)
    {
        var reader = new HtmlPageReader();
        var markdown = Read(folder, pages).ConvertAll(page => reader.Read(page, new Uri("http://127.0.0.1/page.html"), CancellationToken.None).Markdown);
        var size = markdown.Sum(page => (long)page.Length);
        Measure("Markdown → outline, chunks, code examples", size, markdown.Count, "MB", () =>
        {
            foreach (var page in markdown)
            {
                var outline = MarkdownOutline.Parse(page);
                Chunker.Chunk(outline, ChunkingOptions.Default);
                CodeExampleReader.Read(outline);
            }
        });
        var chunks = markdown.SelectMany(page => Chunker.Chunk(MarkdownOutline.Parse(page), ChunkingOptions.Default)).Select(chunk => chunk.Content).ToArray();
        var embedder = new LexicalEmbedder();
        Measure("chunks → vectors", chunks.Sum(chunk => (long)chunk.Length), chunks.Length, "MB", () =>
            embedder.EmbedAsync(chunks, CancellationToken.None).AsTask().GetAwaiter().GetResult());
        return 0;
    }

    public static int Urls(string folder, int pages)
    {
        var reader = new HtmlPageReader();
        var links = Read(folder, pages).SelectMany(page => reader.Read(page, new Uri("http://127.0.0.1/docs/page.html"), CancellationToken.None).Links).ToArray();
        Measure("links → canonical URLs", links.Length, links.Length, "million", () =>
        {
            foreach (var link in links)
            {
                _ = CanonicalUrl.TryParse(link, out _);
            }
        });
        return 0;
    }

    private static List<string> Read(string folder, int pages) =>
        [.. Directory.EnumerateFiles(folder, "*.html", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(pages).Select(File.ReadAllText)];

    private static void Measure(string name, long size, int items, string unit, Action pass)
    {
        pass();
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < Passes; i++)
        {
            var clock = Stopwatch.StartNew();
            pass();
            best = clock.Elapsed < best ? clock.Elapsed : best;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {size / 1e6 / best.TotalSeconds:0.0} {unit}/s, {best.TotalMicroseconds / items:0.0} µs an item, {items} items"));
    }
}
