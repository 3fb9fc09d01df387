using Archon.Cli.Crawling;
using Archon.Cli.Output;
using Archon.GrainInterfaces.Planning;

namespace Archon.Cli.Planning;

/// <summary>A plan for people: where the crawl would begin, how it would find pages, and the first links with the rule that refuses each.</summary>
internal sealed class PlanView(CrawlPlan plan)
{
    /// <summary>Links shown of each kind; <c>--json</c> has more.</summary>
    private const int MostLinks = 20;

    private const int LabelWidth = 10;

    public void WriteTo(TerminalStream stream)
    {
        stream.Line(Styled.Bold("Plan"), Styled.Dim($"  {TerminalText.OneLine(plan.Url)}; nothing is stored"));
        Fact(stream, "Seed", Seed());
        Fact(stream, "Scope", Scope());
        Fact(stream, "Robots", Robots());
        Fact(stream, "Mode", Mode());
        foreach (var note in plan.Notes)
        {
            Fact(stream, "", TerminalText.OneLine(note));
        }

        Fact(stream, "Pages", $"{Humanly.Count(plan.Admitted, "page", "pages")} known besides the seed, {Humanly.Count(plan.Refused, "link", "links")} refused");
        Links(stream, "would be fetched:", plan.Links.Where(link => link.Reason is null), plan.Admitted);
        Links(stream, "would not be followed:", plan.Links.Where(link => link.Reason is not null), plan.Refused);
    }

    private static void Fact(TerminalStream stream, string label, string text) => stream.Line(Styled.Dim($"  {label.PadRight(LabelWidth)}"), text);

    private static void Links(TerminalStream stream, string heading, IEnumerable<PlannedLink> links, int all)
    {
        var shown = links.Take(MostLinks).ToArray();
        if (shown.Length == 0)
        {
            return;
        }

        stream.Line($"  {heading}");
        foreach (var link in shown)
        {
            stream.Line($"      {TerminalText.OneLine(link.Url)}", Styled.Dim(link.Reason is { } reason ? $"  {CrawlWords.Reason(reason)} ({reason})" : ""));
        }

        if (all > shown.Length)
        {
            stream.Line(Styled.Dim($"      and {Humanly.Count(all - shown.Length)} more"));
        }
    }

    private string Seed() => plan switch
    {
        { SeedReason: { } reason } => TerminalText.OneLine($"not stored: {CrawlWords.Reason(reason)} ({reason}){(plan.SeedDetail is { } detail ? $": {detail}" : "")}"),
        { SeedTitle: { } title } => TerminalText.OneLine($"{plan.Url} \"{title}\""),
        _ => TerminalText.OneLine(plan.Url),
    };

    private string Scope() => plan.Scope switch
    {
        "subtree" => $"subtree: the folder of {TerminalText.OneLine(plan.ScopeUrl)}",
        "host" => $"host: all of the host of {TerminalText.OneLine(plan.ScopeUrl)}",
        _ => $"domain: the site of {TerminalText.OneLine(plan.ScopeUrl)} and the hosts below it",
    };

    private string Robots()
    {
        var verdict = plan.Robots switch
        {
            "allowed" => "robots.txt allows the seed",
            "disallowed" => "robots.txt disallows the seed",
            "ignored" => "robots.txt is ignored, as asked for",
            _ => "robots.txt could not be had, so nothing would be fetched",
        };
        return plan.CrawlDelaySeconds is { } delay ? $"{verdict}; {Humanly.Duration(TimeSpan.FromSeconds(delay))} between two requests" : verdict;
    }

    private string Mode() => plan.Mode switch
    {
        "single" => "single: the seed alone",
        "sitemap" => "sitemap: what the site's sitemap lists",
        "llms" => "llms: what the site's llms.txt lists",
        _ when plan.Discovery is { Files: > 0 } => "recursive: by links, and what the site lists",
        _ => "recursive: by links",
    };
}
