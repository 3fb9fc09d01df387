using Archon.Domain.Crawling;
using Archon.Fetching.Exchanges;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Bodies;

/// <summary>What one body may cost: bytes at every layer of its encoding, growth by decompression, memory, and time.</summary>
internal sealed record BodyBudget(long MaxBytes, TimeSpan IdleTimeout, ExchangeDeadline Deadline, IBodyAllowance? Allowance = null)
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

    /// <summary>Waits until a body of this size may be held; the exchange's deadlines stand still meanwhile.</summary>
    public ValueTask GrowAsync(long bytes)
    {
        var growing = Allowance?.GrowAsync(bytes, Deadline.Token) ?? ValueTask.CompletedTask;
        return growing.IsCompletedSuccessfully ? ValueTask.CompletedTask : WaitAsync(growing);
    }

    public static void CheckGrowth(long wireBytes, long bytes)
    {
        if (bytes > FreeGrowth && bytes / MaxGrowth > wireBytes)
        {
            throw new FetchFaultException(PageReason.TooLarge, $"The body grows more than {MaxGrowth}-fold when decompressed.");
        }
    }

    private async ValueTask WaitAsync(ValueTask growing)
    {
        using (Deadline.Pause())
        {
            await growing;
        }
    }
}
