using Microsoft.Extensions.Logging;

namespace Archon.Grains.Processing;

internal sealed partial class PageProcessorGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Url} could not be processed")]
    private partial void LogFailed(Exception exception, string url);
}
