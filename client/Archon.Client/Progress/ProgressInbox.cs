using System.Threading.Channels;
using Archon.GrainInterfaces.Progress;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Archon.Client.Progress;

/// <summary>
/// One crawl's stream, into a bounded channel. All deliveries to one process pass through one observer, so the handler only
/// writes and never waits; a reader that falls behind loses the oldest batches and heals from the journal.
/// </summary>
internal sealed partial class ProgressInbox(IClusterClient cluster, string crawlId, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    /// <summary>Time allowed for the cluster to register or forget a subscription.</summary>
    private static readonly TimeSpan RegistrationTimeout = TimeSpan.FromSeconds(5);

    private static readonly BoundedChannelOptions SlowReader = new(capacity: 256)
    {
        FullMode = BoundedChannelFullMode.DropOldest,
        SingleReader = true,
    };

    private readonly Channel<ProgressBatch> _batches = Channel.CreateBounded<ProgressBatch>(SlowReader);

    private StreamSubscriptionHandle<ProgressBatch>? _handle;

    private Task<bool>? _waiting;

    /// <summary>True after the first <see cref="SubscribeAsync"/>.</summary>
    public bool IsSubscribed => _handle is not null;

    /// <summary>Subscribes, or subscribes again. The old subscription goes afterwards: a duplicate is dropped, a gap costs a call.</summary>
    public async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        var stream = cluster.GetStreamProvider(ProgressStreams.Provider)
            .GetStream<ProgressBatch>(StreamId.Create(ProgressStreams.Namespace, crawlId));
        var subscribing = stream.SubscribeAsync((batch, _) =>
        {
            _batches.Writer.TryWrite(batch);
            return Task.CompletedTask;
        });

        StreamSubscriptionHandle<ProgressBatch> handle;
        try
        {
            handle = await subscribing.WaitAsync(RegistrationTimeout, clock, cancellationToken);
        }
        catch (Exception)
        {
            _ = ForgetLateAsync(subscribing);
            throw;
        }

        var old = _handle;
        _handle = handle;
        if (old is not null)
        {
            _ = ForgetAsync(old);
        }
    }

    /// <summary>The next batch if one is here.</summary>
    public bool TryRead(out ProgressBatch batch) => _batches.Reader.TryRead(out batch!);

    /// <summary>Waits for a batch; false after <paramref name="silence"/> without one.</summary>
    public async Task<bool> WaitAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        // One waiter outlives many silences: a new one each time would pile up in the channel.
        _waiting ??= _batches.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        try
        {
            await _waiting.WaitAsync(silence, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }

        _waiting = null;
        return true;
    }

    /// <summary>Unsubscribes, in bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        _batches.Writer.TryComplete();
        if (_handle is { } handle)
        {
            _handle = null;
            await ForgetAsync(handle);
        }
    }

    private async Task ForgetLateAsync(Task<StreamSubscriptionHandle<ProgressBatch>> subscribing)
    {
        try
        {
            await ForgetAsync(await subscribing);
        }
        catch (Exception exception)
        {
            LogNotSubscribed(exception, crawlId);
        }
    }

    private async Task ForgetAsync(StreamSubscriptionHandle<ProgressBatch> handle)
    {
        try
        {
            await handle.UnsubscribeAsync().WaitAsync(RegistrationTimeout, clock);
        }
        catch (Exception exception)
        {
            // The silo that knew of it is gone or slow; its stream forgets a consumer it cannot deliver to.
            LogNotUnsubscribed(exception, crawlId);
        }
    }
}
