using Archon.Agents;
using Archon.Client;
using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Server;

namespace Archon.Gateway.Agents;

/// <summary>
/// The Model Context Protocol over streamable HTTP at <c>/mcp</c>, without sessions: any gateway answers any call. What it may start is what a stranger may
/// start by <c>POST /api/knowledge/add</c>; the rules for Host and Origin hold here too.
/// </summary>
internal static class AgentEndpoint
{
    public const string Path = "/mcp";

    /// <summary>A call has a few words; the longest is a query.</summary>
    private const long MaxBytes = 1024 * 1024;

    public static void AddTo(IServiceCollection services)
    {
        services.AddMcpServer().WithHttpTransport();
        services.AddOptions<McpServerOptions>().Configure<IArchonClient>(static (options, client) => AgentServer.Configure(options, new ClientDesk(client)));
    }

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapMcp(Path).WithMetadata(new SizeLimit()).ExcludeFromDescription().Add(static endpoint => endpoint.RequestDelegate = WantsJson(endpoint.RequestDelegate!));

    // The protocol's own code takes a call of no content type for a mistake of the server.
    private static RequestDelegate WantsJson(RequestDelegate answer) => context =>
        HttpMethods.IsPost(context.Request.Method) && !context.Request.HasJsonContentType()
            ? Problem.NotJson(context.Request).ExecuteAsync(context)
            : answer(context);

    private sealed class SizeLimit : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => MaxBytes;
    }
}
