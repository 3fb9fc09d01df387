using Microsoft.Extensions.Logging;

namespace Archon.Grains.Search;

internal sealed partial class SearchGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A search was answered in the order it was found: {Reason}")]
    private partial void LogNotReranked(string reason, Exception exception);
}
