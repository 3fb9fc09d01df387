using Archon.Ports.Storage;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Asking;

/// <summary>Waits for the store as long as people wait, and says truthfully what became of what they asked for.</summary>
internal sealed class StorePatience(IOptions<AskingOptions> options, TimeProvider clock)
{
    private TimeSpan Limit => options.Value.StoreTimeout;

    /// <summary>The answer. One that is late is nobody's any more.</summary>
    /// <exception cref="StorageUnavailableException">None came in time.</exception>
    public async Task<T> ReadAsync<T>(Task<T> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(Limit, clock, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new StorageUnavailableException($"The store did not answer within {Limit.TotalSeconds:0} s", exception);
        }
    }

    /// <summary>Makes a change that is told, by its token, when to take itself back.</summary>
    /// <exception cref="ChangeWithdrawnException">It was not made, and will not be.</exception>
    /// <exception cref="StorageUnavailableException">Whether it was made cannot be known now.</exception>
    public async Task<T> ChangeAsync<T>(Func<CancellationToken, Task<T>> change)
    {
        using var deadline = new CancellationTokenSource(Limit, clock);
        try
        {
            return await change(deadline.Token);
        }
        catch (OperationCanceledException exception) when (deadline.IsCancellationRequested)
        {
            throw new ChangeWithdrawnException($"The store did not answer within {Limit.TotalSeconds:0} s, so nothing was changed", exception);
        }
        catch (StorageUnavailableException exception) when (exception.IsOutcomeUnknown)
        {
            throw new StorageUnavailableException($"{exception.Message.TrimEnd('.')}; what was asked for may have been done, so look before you ask again", exception) { IsOutcomeUnknown = true };
        }
        catch (StorageUnavailableException exception)
        {
            throw new ChangeWithdrawnException($"{exception.Message.TrimEnd('.')}; nothing was changed", exception);
        }
    }
}
