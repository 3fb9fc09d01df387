using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Search;

namespace Archon.Cli.Tests.Readme;

/// <summary>The README's example, so that it compiles.</summary>
internal static class SdkSnippet
{
    public static async Task RunAsync()
    {
        // <snippet>
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:8181/") };
        var archon = new HttpArchonClient(http);

        var started = await archon.StartCrawlAsync(new CrawlRequest { Url = "https://docs.python.org/3/tutorial/", MaxPages = 50 });
        if (started.Outcome != StartOutcome.Started)
        {
            throw new InvalidOperationException(started.Message);
        }

        await foreach (var progress in archon.WatchAsync(started.CrawlId!))
        {
            Console.WriteLine($"{progress.Percentage:0} % {progress.CurrentUrl}");
        }

        var found = await archon.SearchAsync(new SearchRequest { Query = "how do I open a file", Limit = 3 });
        foreach (var result in found.Results)
        {
            Console.WriteLine($"{result.Title} › {result.Heading}: {result.Url}");
        }

        // </snippet>
    }
}
