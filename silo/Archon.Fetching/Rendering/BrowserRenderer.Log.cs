using Microsoft.Extensions.Logging;

namespace Archon.Fetching.Rendering;

internal sealed partial class BrowserRenderer
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Url} was not rendered within {Timeout}")]
    private partial void LogTooSlow(Uri url, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Url} could not be rendered")]
    private partial void LogFailed(Exception exception, Uri url);
}
