using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Archon.GrainInterfaces.Search;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Archon.Agents;

/// <summary>Finds passages and code examples.</summary>
internal sealed class SearchTools(IAgentDesk desk)
{
    private const int MostResults = 20;

    /// <summary>Of one result; a chunk is seldom longer.</summary>
    private const int MostOfOne = 4_000;

    private const int LeastOfOne = 200;

    private const int MostOfSummary = 300;

    private const int MostOfNote = 600;
    private const int MostOfMeant = 200;
    private const int LongestWord = 24;

    /// <summary>Room for what stands around it.</summary>
    private const int Frame = 400;

    [McpServerTool(Name = "search_docs", Title = "Search documentation", ReadOnly = true, OpenWorld = false, Idempotent = true)]
    [Description("Searches the collected documentation by words and by meaning. Returns the best passages with title, heading and URL.")]
    public Task<CallToolResult> SearchDocsAsync(
        [StringLength(ArgumentLength.Query, MinimumLength = 1), Description("What to find: a question, an error message, or words. \"Quoted words\" stand beside each other; a word with * is the beginning of words.")] string query,
        [StringLength(ArgumentLength.Id), Description("Only this source, by the id that list_sources gives. Omit for all.")] string? source = null,
        [Description("Most results, 1 to 20.")] int limit = 5,
        CancellationToken cancellationToken = default) =>
        AgentAnswer.OfAsync(() => SearchAsync(new SearchRequest { Query = query, SourceId = Named(source), Limit = limit }, cancellationToken));

    [McpServerTool(Name = "search_code", Title = "Search code examples", ReadOnly = true, OpenWorld = false, Idempotent = true)]
    [Description("Searches the code examples of the collected documentation, by identifier or by what they do. Returns the code exactly, with its page.")]
    public Task<CallToolResult> SearchCodeAsync(
        [StringLength(ArgumentLength.Query, MinimumLength = 1), Description("An identifier, or what the code shall do.")] string query,
        [StringLength(ArgumentLength.Id), Description("Only this source, by the id that list_sources gives. Omit for all.")] string? source = null,
        [StringLength(ArgumentLength.Word), Description("Only this programming language, such as python. Omit for all.")] string? language = null,
        [Description("Most results, 1 to 20.")] int limit = 5,
        CancellationToken cancellationToken = default) =>
        AgentAnswer.OfAsync(() => SearchAsync(
            new SearchRequest { Query = query, SourceId = Named(source), Language = Named(language), Kind = "code", Limit = limit }, cancellationToken));

    private static string? Named(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private async Task<CallToolResult> SearchAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > MostResults)
        {
            throw new AgentMistakeException($"limit is {request.Limit}; it must be from 1 to {MostResults}.");
        }

        var found = await desk.AskAsync((client, stop) => client.SearchAsync(request, stop), cancellationToken);
        if (found.Field is not null)
        {
            throw new AgentMistakeException(found.Field switch
            {
                // The tools' own word for it.
                "sourceId" => $"source is '{request.SourceId}', and there is no such source. list_sources gives the ids; omit source to search all.",
                var field => found.Message ?? $"{field} is wrong.",
            });
        }

        return AgentAnswer.Text(found.Results.IsEmpty ? await NothingAsync(request, found.Note, cancellationToken) : Write(found));
    }

    private static string Write(SearchResults found)
    {
        var results = found.Results;
        var answer = new SiteText();
        if (found.Note is { } note)
        {
            answer.Say($"({SiteText.OneLine(note, MostOfNote)})");
        }

        if (results[0].Meant is { } meant)
        {
            // Words that a site has, and may have made up.
            answer.Say(meant.Length <= MostOfMeant && meant.Split(' ').All(word => word.Length <= LongestWord)
                ? $"(nothing has these words, so others were looked for: {SiteText.OneLine(meant)})"
                : "(nothing has these words, so others that are written nearly like them were looked for)");
        }

        for (var i = 0; i < results.Length; i++)
        {
            var result = results[i];
            var isShort = SiteText.IsShort(result.Url);
            var place = isShort ? $"{i + 1}. {SiteText.OneLine(result.Url, 2_048)}" : $"{i + 1}. (its long URL is the first line below)";
            var above = Above(result);
            if (!isShort)
            {
                above.Insert(0, SiteText.OneLine(result.Url, 2_048));
            }

            var frame = Frame + above.Sum(line => line.Length + 1);
            if (i > 0 && answer.Room < place.Length + LeastOfOne + frame)
            {
                answer.Say($"({Counted.Of(results.Length - i, "more is", "more are")} left out; ask for fewer, or more exactly)");
                break;
            }

            // The best have what they need; what is left is shared by the rest.
            answer.Say(place);
            var most = Math.Clamp((answer.Room / (results.Length - i)) - frame, LeastOfOne, MostOfOne);
            if (answer.Quote(result.Content, most, above) < result.Content.Length)
            {
                answer.Say("(cut here; read_page shows the rest)");
            }
        }

        return answer.ToString();
    }

    // Who writes a page writes its title and what sums it up, too.
    private static List<string> Above(SearchResult result)
    {
        List<string> above = [$"{SiteText.OneLine(result.Title)}{(result.Heading.Length > 0 ? $" › {SiteText.OneLine(result.Heading)}" : "")}"];
        if (result.Language is { } language)
        {
            above.Add($"Language: {SiteText.OneLine(language, 40)}");
        }

        if (result.Summary is { } summary)
        {
            above.Add($"{(result.SummaryKind == "extractive" ? "From the page" : "Summary")}: {SiteText.OneLine(summary, MostOfSummary)}");
        }

        if (result.Example is { Variants.Length: > 1 } tabs)
        {
            above.Add($"Tab {SiteText.OneLine(tabs.Tab ?? "", 80)} of: {SiteText.OneLine(string.Join(", ", tabs.Variants.Select(variant => variant.Label)), 300)}; read_page shows all");
        }

        if (result.Example is { AlsoOnCount: > 0 } example)
        {
            above.Add($"Also on {Counted.Of(example.AlsoOnCount, "other page", "other pages")}, such as {SiteText.OneLine(example.AlsoOn[0], 2_048)}");
        }

        above.Add("");
        return above;
    }

    private async Task<string> NothingAsync(SearchRequest request, string? note, CancellationToken cancellationToken)
    {
        var sources = await desk.AskAsync((client, stop) => client.ListSourcesAsync(1, cancellationToken: stop), cancellationToken);
        if (sources.Items.IsEmpty)
        {
            return "Nothing has been collected yet. crawl_site collects a documentation site.";
        }

        // It is told that signs are not searched, and nothing is missing.
        if (note is not null && !request.Query.EnumerateRunes().Any(Rune.IsLetterOrDigit))
        {
            return SiteText.OneLine(note, MostOfNote);
        }

        var why = note is null ? "" : $"({SiteText.OneLine(note, MostOfNote)})\n";
        return why + (request.Language is not null ? "Nothing matches in this language. Omit language to search all."
            : request.SourceId is null
                ? "Nothing matches. list_sources tells what has been collected; crawl_site collects what is missing."
                : "Nothing matches in this source. Omit source to search all, or see list_sources.");
    }
}
