using Microsoft.Extensions.Logging;

namespace Archon.Storage.Sqlite.Knowledge;

internal sealed partial class IndexFiller
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The words of what is stored could not be read; the next search that needs them goes on with it")]
    private partial void LogFailed(Exception exception);
}
