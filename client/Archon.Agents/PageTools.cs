using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Archon.Client;
using Archon.GrainInterfaces.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Archon.Agents;

/// <summary>Shows what has been collected, down to the text of a page.</summary>
internal sealed class PageTools(IAgentDesk desk)
{
    private const int MostRows = 50;
    private const int MostOfAPage = AgentAnswer.MaxLength - 3_000;

    [McpServerTool(Name = "list_sources", Title = "List sources", ReadOnly = true, OpenWorld = false, Idempotent = true)]
    [Description("Lists the documentation sites that have been collected, with their ids and how many pages each has.")]
    public Task<CallToolResult> ListSourcesAsync(
        [StringLength(SourceCursor.MaxLength), Description("Where to go on, as the answer before said. Omit to begin.")] string? cursor = null,
        CancellationToken cancellationToken = default) => AgentAnswer.OfAsync(async () =>
    {
        var answer = await ListAsync(
            async (client, limit, stop) =>
            {
                var rows = await client.ListSourcesAsync(limit, Named(cursor) is { } word ? SourceCursor.Read(word) : null, stop);
                return rows with { NextCursor = rows.NextCursor is { } next ? SourceCursor.Write(next) : null };
            },
            source => $"{source.Id}: {SiteText.OneLine(source.Title)}, {Counted.Pages(source.Pages)}, {Counted.CodeExamples(source.CodeExamples)}, updated {Day(source.UpdatedAt)}, {SiteText.OneLine(source.Url, 2_048)}{(source.Summary is { } summary ? $"\n  {SiteText.OneLine(summary, 300)}" : "")}",
            cancellationToken);
        return AgentAnswer.Text(
            answer is not "" ? answer
            : Named(cursor) is not null ? "There are no more sources after this cursor."
            : "Nothing has been collected yet. crawl_site collects a documentation site.");
    });

    [McpServerTool(Name = "list_pages", Title = "List pages", ReadOnly = true, OpenWorld = false, Idempotent = true)]
    [Description("Lists the pages of one source, by address, with their titles.")]
    public Task<CallToolResult> ListPagesAsync(
        [StringLength(ArgumentLength.Id, MinimumLength = 1), Description("The source's id, as list_sources gives it.")] string source,
        [StringLength(PageCursor.MaxLength), Description("Where to go on, as the answer before said. Omit to begin.")] string? cursor = null,
        CancellationToken cancellationToken = default) => AgentAnswer.OfAsync(async () =>
    {
        var answer = await ListAsync(
            async (client, limit, stop) =>
            {
                var rows = await client.ListStoredPagesAsync(source, limit, Named(cursor) is { } word ? PageCursor.Read(word) : null, stop);
                return rows with { NextCursor = rows.NextCursor is { } next ? PageCursor.Write(next) : null };
            },
            page => $"{SiteText.OneLine(page.Url, 2_048)}  {SiteText.OneLine(page.Title, 120)} ({Counted.Of(page.Markdown.Length, "character", "characters")})",
            cancellationToken);
        if (answer is not "")
        {
            return AgentAnswer.Text(answer);
        }

        var isThere = await desk.AskAsync((client, stop) => client.GetSourceAsync(source, stop), cancellationToken) is not null;
        return (isThere, Named(cursor)) switch
        {
            (false, _) => AgentAnswer.Wrong("There is no such source. list_sources gives the ids."),
            (_, null) => AgentAnswer.Text("No page of this source is stored yet. crawl_status tells how far its crawl is."),
            _ => AgentAnswer.Text("There are no more pages after this cursor."),
        };
    });

    [McpServerTool(Name = "read_page", Title = "Read a page", ReadOnly = true, OpenWorld = false, Idempotent = true)]
    [Description("Reads a collected page as Markdown, a range of it at a time.")]
    public Task<CallToolResult> ReadPageAsync(
        [StringLength(ArgumentLength.Place, MinimumLength = 1), Description("The page's URL, as a search or list_pages gives it.")] string url,
        [Description("The first character, from 0. Without it, where the URL's #fragment leads.")] int? offset = null,
        [Description("Most characters, 500 to 17000.")] int length = 8_000,
        CancellationToken cancellationToken = default) => AgentAnswer.OfAsync(async () =>
    {
        if (length is < 500 or > MostOfAPage)
        {
            throw new AgentMistakeException($"length is {length}; it must be from 500 to {MostOfAPage}.");
        }

        var page = await desk.AskAsync((client, stop) => client.GetPageByUrlAsync(url, stop), cancellationToken)
            ?? throw new AgentMistakeException("This page has not been collected. list_pages tells which have; crawl_site collects a site, or with maxPages 1 a page.");
        var text = page.Markdown;
        var first = offset ?? page.SectionStart ?? 0;
        if (first < 0 || (first >= text.Length && first > 0))
        {
            throw new AgentMistakeException($"offset is {first}; the page has {text.Length} characters, so it must be from 0 to {Math.Max(0, text.Length - 1)}.");
        }

        // Never in the middle of a character.
        first -= first > 0 && char.IsLowSurrogate(text[first]) ? 1 : 0;
        var range = text[first..];
        var end = first + SiteText.Fit(range, length);
        var (answer, address) = (new SiteText(), SiteText.OneLine(page.Url, 2_048));
        var isShort = SiteText.IsShort(address);
        (isShort ? answer.Say(address) : answer)
            .Say($"Fetched {Day(page.FetchedAt)}; characters {first} to {end} of {text.Length}.{(end < text.Length ? $" Go on with offset {end}." : "")}");
        answer.Quote(range, length, isShort ? null : [address, ""]);
        return AgentAnswer.Text(answer.ToString());
    });

    // As many rows as fit: where the next ones begin is known at the end of what was asked for, and not within.
    private async Task<string> ListAsync<T>(
        Func<IArchonClient, int, CancellationToken, Task<Listing<T>>> list, Func<T, string> describe, CancellationToken cancellationToken)
    {
        for (var limit = MostRows; ; limit /= 2)
        {
            var rows = await ListAsync((client, stop) => list(client, limit, stop), cancellationToken);
            var answer = new SiteText();
            if (!rows.Items.IsEmpty)
            {
                // Titles and summaries are the sites' words.
                answer.Quote(string.Join('\n', rows.Items.Select(describe)), int.MaxValue);
            }

            if (answer.Room >= 0 || limit == 1)
            {
                return (rows.NextCursor is { } next ? answer.Say($"There are more: go on with cursor {next}") : answer).ToString();
            }
        }
    }

    private async Task<Listing<T>> ListAsync<T>(Func<IArchonClient, CancellationToken, Task<Listing<T>>> list, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.AskAsync(list, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new AgentMistakeException("The cursor is not one this list gave. Take it from the answer before as it is, or omit it to begin.");
        }
    }

    private static string? Named(string? cursor) => string.IsNullOrWhiteSpace(cursor) ? null : cursor;

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
