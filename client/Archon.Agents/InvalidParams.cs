using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Archon.Agents;

/// <summary>
/// Says that the params of a request are wrong (-32602), and where: the protocol's library answers those that it cannot read, such as arguments that are no
/// object, as an error of its own (-32603), which an assistant asks again.
/// </summary>
internal static class InvalidParams
{
    public static McpMessageHandler Named(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        try
        {
            await next(context, cancellationToken);
        }
        catch (JsonException exception) when (context.JsonRpcMessage is JsonRpcRequest)
        {
            throw new McpProtocolException(
                $"The params of {((JsonRpcRequest)context.JsonRpcMessage).Method} are not what the protocol has there{(exception.Path is { Length: > 1 } path ? $", at {SiteText.OneLine(path)}" : "")}.",
                exception,
                McpErrorCode.InvalidParams);
        }
    };
}
