using System.Diagnostics;
using System.Globalization;
using System.Text;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Extraction;

namespace Archon.Benchmarks.Text;

/// <summary>A page of 139 KB that is 1,600 wrappers, each around very little code, as highlighters with line numbers in a table write them: extraction, chunks and examples.</summary>
internal static class WrappersBenchmark
{
    private const int Wrappers = 1_600;
    private const int Rounds = 101;
    private const double MostMilliseconds = 50;

    public static int Run()
    {
        var page = Page();
        var reader = new HtmlPageReader();
        var found = 0;
        var times = new List<double>();
        var (read, cut) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var markdown = reader.Read(page, new Uri("http://127.0.0.1/page.html"), CancellationToken.None).Markdown;
            read.Add(clock.Elapsed.TotalMilliseconds);
            var outline = MarkdownOutline.Parse(markdown);
            Chunker.Chunk(outline, ChunkingOptions.Default);
            cut.Add(clock.Elapsed.TotalMilliseconds - read[^1]);
            found = CodeExampleReader.Read(outline).Length;
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        var first = times[0];
        times.Sort();
        read.Sort();
        cut.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{page.Length / 1000.0:0} KB with {Wrappers:N0} wrappers: {times[Rounds / 2]:0.0} ms (median of {Rounds}), {first:0.0} ms the first time; {found:N0} examples; Markdown {read[Rounds / 2]:0.0}, outline and chunks {cut[Rounds / 2]:0.0}, examples {times[Rounds / 2] - read[Rounds / 2] - cut[Rounds / 2]:0.0} ms"));
        return found == Wrappers && times[Rounds / 2] <= MostMilliseconds ? 0 : 1;
    }

    private static string Page()
    {
        var page = new StringBuilder("<!DOCTYPE html><html><body><main><h1>Options</h1>\n");
        for (var i = 0; i < Wrappers; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=\"highlight\"><table><tr><td class=\"code\"><pre>{i % 10}</pre></td></tr></table></div>");
        }

        return page.Append("</main></body></html>").ToString();
    }
}
