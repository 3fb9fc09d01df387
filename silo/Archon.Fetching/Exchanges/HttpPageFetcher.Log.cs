using Archon.Domain.Crawling;
using Microsoft.Extensions.Logging;

namespace Archon.Fetching.Exchanges;

internal sealed partial class HttpPageFetcher
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Fetching {Url} failed with {Reason}: {Detail}")]
    private partial void LogFailed(Uri url, PageReason reason, string detail);
}
