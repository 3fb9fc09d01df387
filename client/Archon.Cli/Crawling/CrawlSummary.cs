using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Crawling;

/// <summary>A crawl in a dozen lines: how it ended, what it collected, what is missing and why, and what to type next.</summary>
internal sealed class CrawlSummary(Crawl crawl, CrawlReasons reasons, NodeConnection connection, DateTimeOffset now)
{
    private const int LabelWidth = 10;
    private const int MostLeftOut = 3;
    private const int LongestLeftOut = 40;

    public void WriteTo(TerminalStream stream)
    {
        stream.Line(Headline(), Styled.Dim($"  crawl {crawl.Id} of {TerminalText.OneLine(crawl.Url)}"));
        if (crawl.Error is { } error)
        {
            stream.Line(Styled.Bad(TerminalText.OneLine(error)));
        }

        if (crawl.IsHandedIn)
        {
            Fact(stream, "Files", Refreshed());
        }

        Fact(stream, "Pages", Pages());
        if (crawl.Discovery is { } discovery)
        {
            Found(stream, discovery);
        }

        if (crawl.IsRefresh)
        {
            Fact(stream, "Refreshed", Refreshed());
        }

        Fact(stream, "Chunks", Chunks());
        Kept(stream);
        Fact(stream, "Code", Code());
        Fact(stream, "Time", Time());
        Failures(stream);
        Others(stream, "skipped", count => $"{Humanly.Count(count, "page", "pages")} skipped:");
        Others(stream, "refused", count => $"{Humanly.Count(count, "link", "links")} not followed:");
        Unknown(stream);
        PageLimitHint(stream);
        ScopeHint(stream);
        PrivateNetworkHint(stream);
        Fact(stream, "Data", TerminalText.OneLine(connection.Place));
        Next(stream);
    }

    private static void Fact(TerminalStream stream, string label, string text) => stream.Line(Styled.Dim($"  {label.PadRight(LabelWidth)}"), text);

    private Styled Headline() => crawl.Status switch
    {
        CrawlStatus.Complete when crawl.PagesFailed == 0 => Styled.Good("Complete"),
        CrawlStatus.Complete => Styled.Warning("Complete, with failed pages"),
        CrawlStatus.Error => Styled.Bad("Failed"),
        CrawlStatus.Cancelled => Styled.Warning("Cancelled"),
        CrawlStatus.Paused => Styled.Warning("Paused"),
        _ when IsInterrupted => Styled.Warning("Interrupted"),
        var status => Styled.Bold($"{status}"),
    };

    /// <summary>Not ended, and nobody works on it: the node of this process took nothing up.</summary>
    private bool IsInterrupted => connection.Reach == NodeReach.Embedded && crawl.Status < CrawlStatus.Complete;

    private string Pages()
    {
        var open = crawl.PagesDiscovered - crawl.PagesDone - crawl.PagesFailed - crawl.PagesSkipped;
        var pages = $"{Humanly.Count(crawl.PagesDone)} {(crawl.IsHandedIn ? "read" : crawl.IsRefresh ? "seen" : "stored")}, {Humanly.Count(crawl.PagesFailed)} failed, {Humanly.Count(crawl.PagesSkipped)} skipped";
        return open > 0 ? $"{pages}, {Humanly.Count(open)} open" : pages;
    }

    private static void Found(TerminalStream stream, CrawlDiscovery discovery)
    {
        Fact(stream, "Mode", discovery.Mode switch
        {
            "recursive" when discovery.Files > 0 => "recursive: by links and by what the site lists",
            "recursive" => "recursive: by links",
            "sitemap" => "sitemap: what it lists, and nothing else",
            "llms" => "llms: what llms.txt lists, and nothing else",
            var other => other,
        });
        if (discovery.Files > 0)
        {
            Fact(stream, "Lists", Lists(discovery));
        }

        if (!discovery.Recurring.IsDefaultOrEmpty)
        {
            Fact(stream, "Left out", LeftOut(discovery));
        }

        foreach (var problem in discovery.Problems)
        {
            stream.Line(Styled.Warning($"  {new string(' ', LabelWidth)}{TerminalText.OneLine(problem)}"));
        }
    }

    private static string LeftOut(CrawlDiscovery discovery)
    {
        var first = discovery.Recurring.Take(MostLeftOut).Select(text => $"“{TerminalText.Cut(TerminalText.OneLine(text), LongestLeftOut)}”");
        var others = discovery.Recurring.Length - MostLeftOut;
        return $"{string.Join(", ", first)}{(others > 0 ? $" and {Humanly.Count(others, "other", "others")}" : "")}, on nearly every page";
    }

    private static string Lists(CrawlDiscovery discovery)
    {
        var files = discovery is { Files: 1, Lists: [var only] } ? TerminalText.OneLine(only.Url) : Humanly.Count(discovery.Files, "file", "files") + " of the site";
        return $"{files}: {Humanly.Count(discovery.Pages, "page", "pages")}, {Humanly.Count(discovery.InScope)} in scope";
    }

    private string Refreshed() =>
        $"{Humanly.Count(crawl.PagesAdded)} added, {Humanly.Count(crawl.PagesChanged)} changed, {Humanly.Count(crawl.PagesUnchanged)} unchanged, {Humanly.Count(crawl.PagesRemoved)} removed";

    private string Chunks()
    {
        var chunks = Humanly.Count(crawl.ChunksStored);
        var refused = reasons.ChunksRefused > 0 ? $", {Humanly.Count(reasons.ChunksRefused)} refused by the model" : "";
        return crawl.ChunksEmbedded < crawl.ChunksStored ? $"{chunks} ({Humanly.Count(crawl.ChunksEmbedded)} embedded{refused})" : chunks;
    }

    private void Kept(TerminalStream stream)
    {
        if (reasons.KeptModel is { } model && crawl.ChunksEmbedded < crawl.ChunksStored)
        {
            stream.Line(Styled.Warning(
                $"  {new string(' ', LabelWidth)}The source is embedded by {TerminalText.OneLine(model)}, which this node has no settings for: its vectors are kept, and new chunks wait for that model, "
                + $"found by their words. {KeptModels.Remedy}"));
        }
    }

    private string Code()
    {
        var code = Humanly.Count(crawl.CodeExamples, "example", "examples");
        if (crawl.ExamplesSummarised is not { } summarised || summarised >= crawl.CodeExamples)
        {
            return code;
        }

        // Whoever stops a crawl stops its summaries.
        var others = crawl.Status switch
        {
            CrawlStatus.Cancelled => "a refresh has the others written",
            CrawlStatus.Paused => "the others are when the crawl goes on",
            _ => "the others are when the chat model answers",
        };
        return $"{code} ({Humanly.Count(summarised)} summarised; {others})";
    }

    private string Time()
    {
        if (crawl.StartedAt is not { } started)
        {
            return "not started";
        }

        var time = (crawl.EndedAt ?? now) - started;
        var rate = crawl.PagesDone / Math.Max(time.TotalSeconds, 0.001);
        return crawl.EndedAt is null
            ? $"started {Humanly.Moment(started)}"
            : $"{Humanly.Duration(time)}, {Humanly.Rate(rate)} pages/s";
    }

    private void Failures(TerminalStream stream)
    {
        foreach (var total in reasons.Of("failed"))
        {
            stream.Line(Styled.Bad($"  {Humanly.Count(total.Count, "page", "pages")} failed: {CrawlWords.Reason(total.Reason)} ({total.Reason})"));
            var examples = reasons.Failures.Where(page => page.Reason == total.Reason).ToArray();
            foreach (var page in examples)
            {
                var status = page.HttpStatus is { } code ? $"  {code}" : "";
                stream.Line($"      {TerminalText.OneLine(page.Url)}", Styled.Dim(status));
            }

            if (total.Count > examples.Length)
            {
                stream.Line(Styled.Dim($"      and {Humanly.Count(total.Count - examples.Length)} more"));
            }
        }
    }

    // The sum of what is listed, and not the crawl's count: of a crawl that runs that was read a moment before.
    private void Others(TerminalStream stream, string kind, Func<long, string> heading)
    {
        var totals = reasons.Of(kind).ToArray();
        if (totals.Length == 0)
        {
            return;
        }

        stream.Line($"  {heading(totals.Sum(total => total.Count))}");
        foreach (var total in totals)
        {
            stream.Line($"      {Humanly.Count(total.Count),6}  {CrawlWords.Reason(total.Reason)}");
        }
    }

    private void Unknown(TerminalStream stream)
    {
        if (reasons.Unknown is { } why && crawl.PagesFailed + crawl.PagesSkipped + crawl.LinksRefused > 0)
        {
            stream.Line(Styled.Warning($"  Why pages failed or were left out cannot be told now: {TerminalText.OneLine(why)}"));
        }
    }

    /// <summary>What lies beyond is not all known: pages that were never read lead to more.</summary>
    private void PageLimitHint(TerminalStream stream)
    {
        var beyond = reasons.Totals.Where(total => total.Reason is "page-limit" or "beyond-page-limit").Sum(total => total.Count);
        if (beyond > 0 && crawl.Status == CrawlStatus.Complete)
        {
            var enough = Humanly.RoundUp(crawl.PagesDone + beyond + 1);
            stream.Line(Styled.Warning($"  The page limit was reached; for more, crawl again with --max-pages {enough}."));
        }
    }

    /// <summary>Whoever names a page in the middle of a site mostly wants the site.</summary>
    private void ScopeHint(TerminalStream stream)
    {
        var isLimited = reasons.Totals.Any(total => total.Reason is "page-limit" or "beyond-page-limit");
        if (crawl is { Status: CrawlStatus.Complete, IsRefresh: false, PagesDone: 1 } && !isLimited && reasons.Of("refused").Any(total => total.Reason == "out-of-scope"))
        {
            stream.Line(Styled.Warning("  No other page lies in the scope; where it is less than the whole site, crawl again with --scope host or --scope domain for more."));
        }
    }

    private void PrivateNetworkHint(TerminalStream stream)
    {
        if (reasons.Of("failed").All(total => total.Reason != "address-refused"))
        {
            return;
        }

        stream.Line(Styled.Warning(connection.IsTrusted
            ? "  Addresses of private networks are refused; archon crawl --allow-private allows them."
            : "  Addresses of private networks, this machine's too, are refused by the node that made this crawl; its operator can allow them."));
    }

    private void Next(TerminalStream stream)
    {
        var target = connection.Target;
        if (crawl.PagesFailed + crawl.PagesSkipped > 0)
        {
            Fact(stream, "Details", target.Hint($"pages {crawl.Id} --state {(crawl.PagesFailed > 0 ? "failed" : "skipped")}"));
        }

        if (IsInterrupted || crawl.Status == CrawlStatus.Paused)
        {
            Fact(stream, "Next", target.Hint($"resume {crawl.Id}"));
        }
        else if (crawl.Status < CrawlStatus.Complete)
        {
            Fact(stream, "Next", target.Hint($"watch {crawl.Id}"));
        }
        else
        {
            // At the page limit a retry has no room.
            if (crawl.PagesFailed > 0 && reasons.Totals.All(total => total.Reason != "page-limit"))
            {
                Fact(stream, "Retry", target.Hint($"retry {crawl.Id}"));
            }

            if (crawl.PagesDone > 0)
            {
                Fact(stream, "Next", target.Hint("search \"your question\""));
                Fact(stream, "", target.Hint($"export {crawl.SourceId} --out DIR"));
            }
        }
    }
}
