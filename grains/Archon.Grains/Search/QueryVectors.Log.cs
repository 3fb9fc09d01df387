using Microsoft.Extensions.Logging;

namespace Archon.Grains.Search;

internal sealed partial class QueryVectors
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A search goes without the query's vector of {Model}, by words and what other vectors there are")]
    private partial void LogWithout(Exception exception, string model);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Chunks that were embedded with {Former} are found by their words until they have vectors of {Model}: with these settings no query can be embedded with {Former}")]
    private partial void LogCannotBeHad(string former, string model);
}
