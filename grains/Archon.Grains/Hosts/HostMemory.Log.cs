using Microsoft.Extensions.Logging;

namespace Archon.Grains.Hosts;

internal sealed partial class HostMemory
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "What is known of host {Origin} could not be read; it is treated as a new one")]
    private partial void LogNotRead(Exception exception, string origin);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is known of host {Origin} could not be kept; the next change is kept again")]
    private partial void LogNotKept(Exception exception, string origin);
}
