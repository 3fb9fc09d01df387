using Microsoft.Extensions.Logging;

namespace Archon.Storage.Sqlite.Knowledge;

internal sealed partial class SourceCleaner
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The rows of deleted sources could not be taken away and still take room; the next deletion or start goes on")]
    private partial void LogFailed(Exception exception);
}
