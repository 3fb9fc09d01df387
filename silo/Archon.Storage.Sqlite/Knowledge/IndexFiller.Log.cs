using Microsoft.Extensions.Logging;

namespace Archon.Storage.Sqlite.Knowledge;

internal sealed partial class IndexFiller
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The words of what an older version stored could not be read; the next start goes on with it")]
    private partial void LogFailed(Exception exception);
}
