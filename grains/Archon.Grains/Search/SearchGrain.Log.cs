using Microsoft.Extensions.Logging;

namespace Archon.Grains.Search;

internal sealed partial class SearchGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A search was answered by words alone: its query has no vector")]
    private partial void LogByWordsOnly(Exception exception);
}
