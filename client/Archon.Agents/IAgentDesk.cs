using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Agents;

/// <summary>Asks Archon on behalf of a tool, whatever connection there is at the moment.</summary>
public interface IAgentDesk
{
    /// <summary>Asks. What is asked may be asked twice, when a connection broke meanwhile.</summary>
    /// <exception cref="ArchonUnavailableException">Nobody answers.</exception>
    Task<T> AskAsync<T>(Func<IArchonClient, CancellationToken, Task<T>> ask, CancellationToken cancellationToken);

    /// <summary>Starts a crawl with what this assistant is trusted with.</summary>
    /// <exception cref="ArchonUnavailableException">Nobody answers.</exception>
    Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, CancellationToken cancellationToken);
}
