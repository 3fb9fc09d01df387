using System.Diagnostics;
using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;
using Archon.Embeddings;

namespace Archon.Benchmarks.Text;

/// <summary>Single-threaded throughput of the text stages over real pages, warm: passes until three in a row were no faster, and the best of all.</summary>
internal static class TextBenchmarks
{
    private const int PassesWithoutGain = 3;

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
        var parser = new HtmlParser(new HtmlParserOptions { DisableElementPositionTracking = true, SkipComments = true });
        Measure("the limit: AngleSharp parses the page and its nodes are counted", html.Sum(page => (long)page.Length), html.Count, "MB", () =>
        {
            foreach (var page in html)
            {
                using var document = parser.ParseDocument(page);
                Count(document);
            }
        });
        return 0;
    }

    private static int Count(INode node)
    {
        var count = 1;
        for (var child = node.FirstChild; child is not null; child = child.NextSibling)
        {
            count += Count(child);
        }

        return count;
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
        var best = TimeSpan.MaxValue;
        for (var withoutGain = 0; withoutGain < PassesWithoutGain; withoutGain++)
        {
            var clock = Stopwatch.StartNew();
            pass();
            if (clock.Elapsed < best)
            {
                best = clock.Elapsed;
                withoutGain = -1;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {size / 1e6 / best.TotalSeconds:0.0} {unit}/s, {best.TotalMicroseconds / items:0.0} µs an item, {items} items"));
    }
}
