using Archon.Domain.Crawling;
using Archon.Fetching.Exchanges;

namespace Archon.Fetching.Bodies;

/// <summary>What one body may cost: bytes at every layer of its encoding, growth by decompression, and time.</summary>
internal sealed record BodyBudget(long MaxBytes, TimeSpan IdleTimeout, ExchangeDeadline Deadline)
{
    // A page of tables shrinks 100-fold at most; deflate's best, a bomb, is 1,032-fold. Small bodies may do as they like.
    private const long MaxGrowth = 500;
    private const long FreeGrowth = 1024 * 1024;

    public void CheckSize(long bytes)
    {
        if (bytes > MaxBytes)
        {
            throw new FetchFaultException(PageReason.TooLarge, $"The body is larger than the {MaxBytes} bytes that are read.");
        }
    }

    public static void CheckGrowth(long wireBytes, long bytes)
    {
        if (bytes > FreeGrowth && bytes / MaxGrowth > wireBytes)
        {
            throw new FetchFaultException(PageReason.TooLarge, $"The body grows more than {MaxGrowth}-fold when decompressed.");
        }
    }
}
