using System.Net;
using Microsoft.Extensions.Logging;

namespace Archon.Fetching.Dialing;

internal sealed partial class CheckedDialer
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Refused to dial {Host}: {Address} is not globally routable")]
    private partial void LogRefused(string host, IPAddress address);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Dial failed: {Sentence}")]
    private partial void LogDialFailed(string sentence);
}
