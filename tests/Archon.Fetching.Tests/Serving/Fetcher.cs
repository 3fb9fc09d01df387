using Archon.Fetching.Dialing;
using Archon.Fetching.Exchanges;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Tests.Serving;

/// <summary>The fetcher with its collaborators chosen by a test. Fetches of 127.0.0.1 are allowed unless a request says otherwise.</summary>
internal sealed class Fetcher : IDisposable
{
    private readonly FetchClients clients;
    private readonly CancellationTokenSource patience;

    public Fetcher(
        FetchOptions? options = null,
        IAddressResolver? resolver = null,
        IDialer? dialer = null,
        TimeProvider? clock = null,
        Action<SocketsHttpHandler>? adjust = null)
    {
        var wrapped = Options.Create(options ?? new FetchOptions());
        var time = clock ?? TimeProvider.System;
        var checkedDialer = new CheckedDialer(
            resolver ?? new DnsAddressResolver(), dialer ?? new SocketDialer(), wrapped, time, NullLogger<CheckedDialer>.Instance);
        clients = new FetchClients(wrapped, checkedDialer, adjust);
        Port = new HttpPageFetcher(clients, wrapped, time, NullLogger<HttpPageFetcher>.Instance);
        patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
    }

    public IPageFetcher Port { get; }

    /// <summary>Cancelled when a test waits for something that never comes.</summary>
    public CancellationToken Patience => patience.Token;

    public Task<FetchResult> GetAsync(Uri url, bool allowPrivate = true) =>
        GetAsync(new FetchRequest { Url = url, AllowPrivateAddress = allowPrivate });

    public Task<FetchResult> GetAsync(string url, bool allowPrivate = false) => GetAsync(new Uri(url), allowPrivate);

    public Task<FetchResult> GetAsync(FetchRequest request) => Port.FetchAsync(request, Patience);

    /// <summary>Fetches the answer once from a server of its own.</summary>
    public static async Task<FetchResult> GetAnswerAsync(
        byte[] answer, string path = "/", FetchOptions? options = null, bool anyContentType = false)
    {
        await using var server = ScriptedServer.Answer(answer);
        using var fetcher = new Fetcher(options);
        return await fetcher.GetAsync(
            new FetchRequest { Url = server.Url(path), AllowPrivateAddress = true, AnyContentType = anyContentType });
    }

    public static async Task<FetchedDocument> GetDocumentAsync(byte[] answer, string path = "/", bool anyContentType = false) =>
        Assert.IsType<FetchedDocument>(await GetAnswerAsync(answer, path, anyContentType: anyContentType));

    public void Dispose()
    {
        clients.Dispose();
        patience.Dispose();
    }
}
