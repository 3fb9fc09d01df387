using Microsoft.Extensions.Logging;

namespace Archon.Fetching.Rendering;

internal sealed partial class BrowserPool
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Browser {Path} started, with room for {Tabs} tabs")]
    private partial void LogStarted(string path, int tabs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Browser {Path} does not start")]
    private partial void LogNotStarted(Exception exception, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Browser broke off after {Pages} pages")]
    private partial void LogCrashed(int pages);

    [LoggerMessage(Level = LogLevel.Information, Message = "Browser holds {Size} MiB after {Pages} pages and is replaced (Archon:Browser:MemoryPerBrowser is {Limit} MiB)")]
    private partial void LogLarge(long size, int pages, int limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page that was rendered took {Size} MiB and was ended (Archon:Browser:MemoryPerPage is {Limit} MiB)")]
    private partial void LogLargePage(long size, int limit);

    [LoggerMessage(Level = LogLevel.Information, Message = "Browser ended after {Pages} pages")]
    private partial void LogEnded(int pages);
}
