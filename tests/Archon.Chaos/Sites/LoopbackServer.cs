using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Chaos.Sites;

/// <summary>A quiet Kestrel on loopback that answers everything in one way.</summary>
internal static class LoopbackServer
{
    /// <param name="serve">Answers a request.</param>
    /// <param name="port">0 takes a free one.</param>
    public static async Task<(WebApplication Application, Uri Address)> StartAsync(RequestDelegate serve, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var application = builder.Build();
        application.Run(serve);
        await application.StartAsync();
        return (application, new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }
}
