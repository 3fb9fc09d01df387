using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Progress;

/// <summary>One reader's end of an event stream: each write reaches it at once, or within the deadline, or not at all.</summary>
internal sealed class SseReader(HttpResponse response, TimeSpan deadline, TimeProvider clock)
{
    /// <exception cref="TimeoutException">The reader took nothing within the deadline.</exception>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(deadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await response.BodyWriter.WriteAsync(bytes, linked.Token);
        }
        catch (OperationCanceledException exception) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The reader took nothing for {deadline.TotalSeconds:0} seconds.", exception);
        }
    }
}
