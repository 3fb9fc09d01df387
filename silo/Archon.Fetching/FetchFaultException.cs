using Archon.Domain.Crawling;

namespace Archon.Fetching;

/// <summary>
/// Carries a typed failure out of the HTTP stack, which lets nothing but exceptions through; it becomes a
/// <see cref="Ports.Fetching.FetchFailure"/> before it leaves this project.
/// </summary>
internal sealed class FetchFaultException(PageReason reason, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public PageReason Reason { get; } = reason;
}
