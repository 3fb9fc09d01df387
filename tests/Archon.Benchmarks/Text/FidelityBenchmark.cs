using System.Diagnostics;
using System.Globalization;
using AngleSharp.Html.Parser;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Extraction;
using Markdig;

namespace Archon.Benchmarks.Text;

/// <summary>
/// Whether Markdown, chunks and code examples hold what the pages of real documentation say (<see cref="PageElements"/>): every <c>pre</c> letter for letter
/// and fenced, whole in a chunk when it fits one, its language as stated; and whether the Markdown, rendered by Markdig, gives the page's blocks back.
/// </summary>
internal static class FidelityBenchmark
{
    private const double LeastWhole = 0.995;
    private const double LeastLanguage = 0.95;
    private const double LeastGuessed = 0.95;
    private const double LeastElements = 0.98;
    private const double MostMilliseconds = 250;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras().UseTaskLists().UseAutoIdentifiers().Build();
    private static readonly Dictionary<string, string> SameLanguage = new(StringComparer.Ordinal) { ["python3"] = "python", ["py"] = "python", ["shell"] = "sh", ["bash"] = "sh", ["console"] = "sh", ["shell-session"] = "sh", ["pycon"] = "python", ["pycon3"] = "python", ["doscon"] = "bat" };

    // What one answer is right for.
    private static readonly Dictionary<string, string> Families = new(StringComparer.Ordinal)
    {
        ["python3"] = "python",
        ["py"] = "python",
        ["pycon"] = "python",
        ["pycon3"] = "python",
        ["ipython"] = "python",
        ["doctest"] = "python",
        ["shell"] = "bash",
        ["sh"] = "bash",
        ["console"] = "bash",
        ["shell-session"] = "bash",
        ["bash"] = "bash",
        ["zsh"] = "bash",
        ["c++"] = "cpp",
        ["rest"] = "rst",
        ["restructuredtext"] = "rst",
        ["compile_fail"] = "rust",
        ["js"] = "javascript",
        ["ts"] = "typescript",
        ["jinja"] = "html",
        ["html+django"] = "html",
        ["html+jinja"] = "html",
        ["cfg"] = "ini",
        ["postgresql"] = "sql",
        ["postgres"] = "sql",
    };

    /// <param name="folders">Folders of HTML pages, a generator each.</param>
    /// <param name="sampled">Pages of each whose Markdown is rendered back, spread evenly.</param>
    /// <param name="shown">Differences shown of each kind.</param>
    public static int Run(IEnumerable<string> folders, int sampled, int shown)
    {
        Console.WriteLine("pages   pre  exact  fit  whole  stated  right  elements  given back  slowest ms  folder");
        var isMet = true;
        foreach (var folder in folders)
        {
            isMet &= Run(folder, sampled, shown);
        }

        return isMet ? 0 : 1;
    }

    private static bool Run(string folder, int sampled, int shown)
    {
        var files = Directory.EnumerateFiles(folder, "*.html", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var step = Math.Max(1, files.Count / sampled);
        var (seen, reader) = (new Counts(shown), new HtmlPageReader());
        for (var i = 0; i < files.Count; i++)
        {
            var html = File.ReadAllText(files[i]);
            var page = reader.Read(html, new Uri("http://127.0.0.1/page.html"), CancellationToken.None);
            CompareCode(html, page.Markdown, Path.GetRelativePath(folder, files[i]), seen);
            if (i % step == 0 && i / step < sampled)
            {
                CompareElements(html, page.Markdown, Path.GetRelativePath(folder, files[i]), seen);
            }

            var time = TimeOf(reader, html);
            seen.Slowest = time > seen.Slowest.Milliseconds ? (time, Path.GetRelativePath(folder, files[i])) : seen.Slowest;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files.Count,5:N0} {seen.Codes,5:N0} {Share(seen.Exact, seen.Codes),6} {seen.Fit,4:N0} {Share(seen.Whole, seen.Fit),6} {seen.Stated,7:N0} {Share(seen.Right, seen.Stated),6} {seen.Elements,9:N0} {Share(seen.Given, seen.Elements),11} {seen.Slowest.Milliseconds,11:0.0}  {folder} ({seen.Slowest.Page})"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"      guessed without what states it: {seen.Guessed:N0} of {seen.Guessable:N0}, right {Share(seen.GuessedRight, seen.Guessed)} %, {seen.GuessTime.TotalMicroseconds / Math.Max(1, seen.GuessLetters) * 1024:0.0} µs a KB; of {seen.Unstated:N0} unstated {seen.GuessedUnstated:N0}"));
        seen.Show();
        return seen.GuessedRight >= LeastGuessed * seen.Guessed && seen.Exact == seen.Codes && seen.Whole >= LeastWhole * seen.Fit && seen.Right >= LeastLanguage * seen.Stated && seen.Given >= LeastElements * seen.Elements
            && seen.Slowest.Milliseconds <= MostMilliseconds;
    }

    // The best of three, once it is compiled: a pause of the collector is not the page's.
    private static double TimeOf(HtmlPageReader reader, string html)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var clock = Stopwatch.StartNew();
            var outline = MarkdownOutline.Parse(reader.Read(html, new Uri("http://127.0.0.1/page.html"), CancellationToken.None).Markdown);
            Chunker.Chunk(outline, ChunkingOptions.Default);
            CodeExampleReader.Read(outline);
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static void CompareCode(string html, string markdown, string name, Counts seen)
    {
        var outline = MarkdownOutline.Parse(markdown);
        var examples = CodeExampleReader.Read(outline).ToLookup(example => example.Code.TrimStart('\n').TrimEnd(), StringComparer.Ordinal).ToDictionary(found => found.Key, found => new Queue<CodeExample>(found));
        var chunks = Chunker.Chunk(outline, ChunkingOptions.Default);
        foreach (var owed in PageElements.Codes(PageElements.Content(html)))
        {
            var code = owed;
            if (!examples.ContainsKey(owed.Code) && owed.Readings.FirstOrDefault(examples.ContainsKey) is { } reading)
            {
                code = owed with { Shown = reading, Code = reading };
            }

            seen.Codes++;
            if (!examples.TryGetValue(code.Code, out var found) || !found.TryDequeue(out var example))
            {
                seen.Note("not exact", name, code.Code);
                continue;
            }

            seen.Exact++;
            if (TokenEstimate.Count($"```\n{code.Shown}\n```") <= ChunkingOptions.Default.MaxTokens)
            {
                seen.Fit++;
                var isWhole = chunks.Any(chunk => Holds(chunk.Content, code));
                seen.Whole += isWhole ? 1 : 0;
                seen.Note(isWhole ? null : "cut", name, code.Code);
            }

            CompareGuess(code, name, seen);
            if (code.Language is { } stated)
            {
                seen.Stated++;
                var isRight = Same(stated) == Same(example.Language ?? "");
                seen.Right += isRight ? 1 : 0;
                seen.Note(isRight ? null : $"{stated} as {example.Language ?? "none"}", name, code.Code);
            }
        }
    }

    // What the reader makes of the code when its fence says nothing.
    private static void CompareGuess(PageCode code, string name, Counts seen)
    {
        var clock = Stopwatch.GetTimestamp();
        var guess = LanguageDetector.Guess(code.Text);
        seen.GuessTime += Stopwatch.GetElapsedTime(clock);
        seen.GuessLetters += code.Text.Length;
        if (code.Language is not { } stated)
        {
            seen.Unstated++;
            seen.GuessedUnstated += guess is null ? 0 : 1;
            return;
        }

        seen.Guessable++;
        if (guess is null)
        {
            return;
        }

        seen.Guessed++;
        var isRight = Family(stated) == Family(guess);
        seen.GuessedRight += isRight ? 1 : 0;
        seen.Note(isRight ? null : $"guessed: {stated} as {guess}", name, code.Code);
    }

    private static string Family(string language) => Families.GetValueOrDefault(language, language);

    // In a list or a quotation each line has its margin before it.
    private static bool Holds(string chunk, PageCode code) =>
        chunk.Contains(code.Shown, StringComparison.Ordinal)
        || CodeExampleReader.Read(MarkdownOutline.Parse(chunk)).Any(example => example.Code.TrimStart('\n').TrimEnd() == code.Code);

    private static string Same(string language) => SameLanguage.GetValueOrDefault(language, language);

    private static void CompareElements(string html, string markdown, string name, Counts seen)
    {
        var wanted = PageElements.Of(PageElements.Content(html));
        var rendered = PageElements.Of(new HtmlParser().ParseDocument(Markdig.Markdown.ToHtml(markdown, Pipeline)).Body!);

        // GFM takes the backslash before a bar in a cell's code for a part of the table; Markdig shows it.
        var there = rendered.GroupBy(element => element.Kind == "cell" ? element with { Text = element.Text.Replace("\\|", "|", StringComparison.Ordinal) } : element).ToDictionary(same => same.Key, same => same.Count());
        seen.Elements += wanted.Count;
        for (var i = 0; i < wanted.Count; i++)
        {
            if (Take(there, wanted[i]))
            {
                seen.Given++;
            }
            else if (i + 1 < wanted.Count && wanted[i].Kind is "text" or "item" && Take(there, wanted[i] with { Text = $"{wanted[i].Text.TrimEnd(':')}: {wanted[i + 1].Text}" }))
            {
                // A short definition stands behind its term.
                seen.Given += 2;
                i++;
            }
            else
            {
                seen.Note($"{wanted[i].Kind} lost", name, wanted[i].Text);
            }
        }
    }

    private static bool Take(Dictionary<PageElement, int> there, PageElement element)
    {
        foreach (var reading in element.Readings)
        {
            if (there.GetValueOrDefault(reading) is var left and > 0)
            {
                there[reading] = left - 1;
                return true;
            }
        }

        return false;
    }

    private static string Share(long part, long whole) => whole == 0 ? "-" : (100.0 * part / whole).ToString("0.00", CultureInfo.InvariantCulture);

    private sealed class Counts(int shown)
    {
        private readonly Dictionary<string, List<string>> _notes = new(StringComparer.Ordinal);

        public long Codes { get; set; }

        public long Exact { get; set; }

        public long Fit { get; set; }

        public long Whole { get; set; }

        public long Stated { get; set; }

        public long Right { get; set; }

        public long Elements { get; set; }

        public long Given { get; set; }

        public long Guessable { get; set; }

        public long Guessed { get; set; }

        public long GuessedRight { get; set; }

        public long Unstated { get; set; }

        public long GuessedUnstated { get; set; }

        public long GuessLetters { get; set; }

        public TimeSpan GuessTime { get; set; }

        public (double Milliseconds, string Page) Slowest { get; set; }

        public void Note(string? what, string page, string text)
        {
            if (what is not null)
            {
                _notes.TryAdd(what, []);
                _notes[what].Add($"{page}: {(text.Length > 160 ? text[..160] : text).ReplaceLineEndings("⏎")}");
            }
        }

        public void Show()
        {
            foreach (var (what, texts) in _notes.OrderByDescending(note => note.Value.Count))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {texts.Count:N0}"));
                foreach (var text in texts.Take(shown))
                {
                    Console.WriteLine($"    {text}");
                }
            }
        }
    }
}
