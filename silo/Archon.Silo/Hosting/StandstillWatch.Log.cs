using Microsoft.Extensions.Logging;

namespace Archon.Silo.Hosting;

internal sealed partial class StandstillWatch
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "This process stood still for {Gap}; looking whether the cluster has declared its silo dead")]
    private partial void LogStoodStill(TimeSpan gap);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The table of members could not be read after a standstill; trying again")]
    private partial void LogNotRead(Exception exception);
}
