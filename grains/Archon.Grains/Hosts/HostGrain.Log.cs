using Microsoft.Extensions.Logging;

namespace Archon.Grains.Hosts;

internal sealed partial class HostGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "robots.txt of {Origin} could not be had; the next page asks again")]
    private partial void LogRobotsFailed(Exception exception, string origin);
}
