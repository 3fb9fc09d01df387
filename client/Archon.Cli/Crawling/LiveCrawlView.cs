using Archon.Cli.Output;
using Archon.GrainInterfaces.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Archon.Cli.Crawling;

/// <summary>A bar that moves in place, for a person at a terminal; gone when the crawl ends.</summary>
internal sealed class LiveCrawlView(TerminalStream stream) : ICrawlView
{
    private const int BarWidth = 40;
    private const int StatusWidth = 11;

    private readonly LatestWord _latest = new();
    private CrawlProgress? _last;
    private string? _interruption;
    private LiveDisplayContext? _live;

    public async Task<CrawlProgress?> ShowAsync(IAsyncEnumerable<CrawlProgress> events, CancellationToken cancellationToken)
    {
        await Console().Live(Text.Empty).AutoClear(true).StartAsync(async live =>
        {
            _live = live;
            await foreach (var progress in events.WithCancellation(cancellationToken))
            {
                _last = progress;
                _latest.Note(progress);
                live.UpdateTarget(Picture());
            }
        });
        return _last;
    }

    public void Interrupt(string? why)
    {
        _interruption = why;
        _live?.UpdateTarget(Picture());
    }

    // What the terminal can do was settled by the stream; Spectre would look again and take CI variables for an answer.
    private IAnsiConsole Console() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(stream.Writer),
        Ansi = AnsiSupport.Yes,
        ColorSystem = stream.HasColours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
        Interactive = InteractionSupport.Yes,
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    private Rows Picture()
    {
        List<IRenderable> rows = _last is { } progress ? [.. RowsOf(progress)] : [];
        if (_interruption is { } why)
        {
            rows.Add(OneRow("No word from the gateway, trying again; the crawl goes on meanwhile.", new Style(Color.Yellow)));
            rows.Add(OneRow(TerminalText.OneLine(why), new Style(decoration: Decoration.Dim)));
        }

        return new Rows(rows);
    }

    private IEnumerable<IRenderable> RowsOf(CrawlProgress progress)
    {
        var share = Math.Clamp(progress.Percentage, 0, 100) / 100;
        var room = Math.Clamp(stream.Width - StatusWidth - 8, 5, BarWidth);
        var filled = (int)Math.Round(share * room);
        var bar = new Paragraph()
            .Append(CrawlWords.Name(progress.Status).PadRight(StatusWidth), new Style(decoration: Decoration.Bold))
            .Append(new string('━', filled), new Style(Color.Green))
            .Append(new string('─', room - filled), new Style(decoration: Decoration.Dim))
            .Append($" {ProgressLine.Percent(progress)}");
        yield return bar;
        yield return OneRow(ProgressLine.Counts(progress), Style.Plain);
        if (_latest.Text is { } word)
        {
            yield return OneRow(TerminalText.OneLine(word), new Style(decoration: Decoration.Dim));
        }
    }

    // Cut here and not by Spectre: a row that wraps would make the picture jump.
    private Text OneRow(string text, Style style) => new(TerminalText.Cut(text, Math.Max(10, stream.Width - 1)), style);
}
