using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.EndToEnd.Tests.BadInput;

/// <summary>Seeds nobody would wish for, one a path.</summary>
internal sealed class HostileSite(WebApplication application, Uri address) : IAsyncDisposable
{
    private const int Megabyte = 1024 * 1024;

    public Uri Address => address;

    public static async Task<HostileSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.MapGet("/away", () => Results.Redirect("http://other.example/"));
        application.MapGet("/loop", () => Results.Redirect("/loop"));
        application.MapGet("/chain/{hop:int}", (int hop) => Results.Redirect($"/chain/{hop + 1}"));
        application.MapGet("/moved", () => Results.Redirect("/fine"));
        application.MapGet("/fine", () => Html("<h1>Fine</h1><p>Here is some text.</p>"));
        application.MapGet("/empty", () => Results.Content("", "text/html"));
        application.MapGet("/error", () => Results.StatusCode(500));
        application.MapGet("/image", () => Results.Bytes(new byte[64], "image/png"));
        application.MapGet("/large", context => WriteAsync(context, Encoding.ASCII.GetBytes(new string('x', 64 * 1024)), 50 * Megabyte / (64 * 1024)));
        application.MapGet("/bomb", BombAsync);
        application.MapGet("/invalid-utf8", () => Results.Bytes([.. "<h1>Caf"u8, 0xE9, 0xFF, .. "</h1><p>broken bytes</p>"u8], "text/html; charset=utf-8"));
        application.MapGet("/nested", () => Html(string.Concat(Enumerable.Repeat("<div>", 100_000)) + "the innermost words"));
        application.MapGet("/nul", () => Html("<h1>A\0B</h1><p>nul bytes\0 in the text</p>"));
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new HostileSite(application, new Uri(addresses.Addresses.First()));
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static IResult Html(string body) => Results.Content($"<!doctype html><html><body>{body}</body></html>", "text/html");

    private static async Task WriteAsync(HttpContext context, byte[] block, int times)
    {
        context.Response.ContentType = "text/html";
        for (var i = 0; i < times && !context.RequestAborted.IsCancellationRequested; i++)
        {
            await context.Response.Body.WriteAsync(block, context.RequestAborted);
        }
    }

    private static async Task BombAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html";
        context.Response.Headers.ContentEncoding = "gzip";
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var block = new byte[Megabyte];
            for (var i = 0; i < 200; i++)
            {
                await gzip.WriteAsync(block, context.RequestAborted);
            }
        }

        await context.Response.Body.WriteAsync(packed.ToArray(), context.RequestAborted);
    }
}
