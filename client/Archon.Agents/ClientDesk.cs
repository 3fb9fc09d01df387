using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Agents;

/// <summary>Asks one client that reconnects by itself: a gateway's.</summary>
public sealed class ClientDesk(IArchonClient client) : IAgentDesk
{
    /// <inheritdoc/>
    public Task<T> AskAsync<T>(Func<IArchonClient, CancellationToken, Task<T>> ask, CancellationToken cancellationToken) => ask(client, cancellationToken);

    /// <inheritdoc/>
    public Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, CancellationToken cancellationToken) => client.StartCrawlAsync(request, cancellationToken);
}
