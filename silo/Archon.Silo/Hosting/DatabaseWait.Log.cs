using Microsoft.Extensions.Logging;

namespace Archon.Silo.Hosting;

internal sealed partial class DatabaseWait
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The node waits for its database, {Left:g} more at most, and asks again in {Pause:g}: {Problem}")]
    private partial void LogAway(string problem, TimeSpan pause, TimeSpan left);
}
