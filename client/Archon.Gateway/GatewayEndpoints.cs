using Archon.Gateway.Agents;
using Archon.Gateway.Crawls;
using Archon.Gateway.Documents;
using Archon.Gateway.Health;
using Archon.Gateway.Hosts;
using Archon.Gateway.Knowledge;
using Archon.Gateway.Pages;
using Archon.Gateway.Problems;
using Archon.Gateway.Progress;
using Archon.Gateway.Requests;
using Archon.Gateway.Search;
using Archon.Gateway.Sources;
using Archon.Gateway.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archon.Gateway;

/// <summary>The gateway's addresses.</summary>
public static class GatewayEndpoints
{
    /// <summary>Maps the REST API, Server-Sent Events, the SignalR hub, the Model Context Protocol, the description, health and the web page.</summary>
    public static IEndpointRouteBuilder MapArchonGateway(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").AnswerHead().AddEndpointFilter<UnavailableFilter>();
        var own = api.MapGroup("").RefuseUnknownQuery();
        KnowledgeEndpoints.Map(api.MapGroup("/api/knowledge"), named: true);
        KnowledgeEndpoints.Map(api.MapGroup("/knowledge"), named: false);
        CrawlEndpoints.Map(own.MapGroup("/api/crawls"));
        HostEndpoints.Map(own.MapGroup("/api/hosts"));
        SourceEndpoints.Map(own.MapGroup("/api/sources"));
        PageEndpoints.Map(own.MapGroup("/api/pages"));
        DocumentEndpoints.Map(own.MapGroup("/api/documents"));
        SearchEndpoints.Map(own.MapGroup("/api/search"));
        HealthEndpoints.Map(routes.MapGroup("").AnswerHead());

        AgentEndpoint.Map(routes);
        HubEndpoint.Map(routes);
        routes.MapGroup("").AnswerHead().MapOpenApi().ExcludeFromDescription();
        WebPageEndpoints.Map(routes);
        return routes;
    }
}
