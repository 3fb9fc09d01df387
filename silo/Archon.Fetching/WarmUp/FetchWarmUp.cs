using Archon.Fetching.Dialing;
using Archon.Fetching.Exchanges;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.WarmUp;

/// <summary>
/// Makes one exchange with a canned answer while the silo starts, so that the first real request does not wait for the HTTP stack to
/// be loaded and compiled. Nothing leaves the process: it brings its own resolver and dialer.
/// </summary>
internal sealed class FetchWarmUp(IOptions<FetchOptions> options, TimeProvider clock) : IHostedService, IDisposable
{
    private static readonly Uri Address = new("http://warm-up.invalid/docs/page.html");

    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Ends with what the exchange gave.</summary>
    public Task<FetchResult> Exchange { get; private set; } = Task.FromCanceled<FetchResult>(new CancellationToken(canceled: true));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Exchange = Task.Run(() => FetchAsync(_stopping.Token), _stopping.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await ((Task)Exchange).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task<FetchResult> FetchAsync(CancellationToken cancellationToken)
    {
        var canned = new CannedResponse();
        var dialer = new CheckedDialer(canned, canned, options, clock, NullLogger<CheckedDialer>.Instance);
        using var clients = new FetchClients(options, dialer);
        var fetcher = new HttpPageFetcher(clients, options, clock, NullLogger<HttpPageFetcher>.Instance);
        return await fetcher.FetchAsync(new FetchRequest { Url = Address }, cancellationToken);
    }
}
