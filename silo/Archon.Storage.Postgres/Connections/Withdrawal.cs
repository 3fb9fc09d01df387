using Archon.Ports.Storage;

namespace Archon.Storage.Postgres.Connections;

/// <summary>Who is first, the caller who takes a change back or the commit that makes it durable. Thread-safe.</summary>
internal sealed class Withdrawal
{
    // A server that works commits within milliseconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int Open = 0;
    private const int Committing = 1;
    private const int Withdrawn = 2;

    private int _state;

    /// <summary>The commit is on its way: what becomes of it, the server alone knows.</summary>
    public bool IsCommitting => Volatile.Read(ref _state) == Committing;

    /// <summary>From here on there is no way back; again after a lost race.</summary>
    /// <exception cref="OperationCanceledException">The change was taken back.</exception>
    public void BeginCommit(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Committing, Open) == Withdrawn)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    /// <summary>True when the change is certainly not made.</summary>
    public bool TryWithdraw() => Interlocked.CompareExchange(ref _state, Withdrawn, Open) != Committing;

    /// <summary>Waits a little for the answer to a commit that could not be taken back.</summary>
    public static async Task<T> AnswerAsync<T>(Task<T> running, string server)
    {
        try
        {
            return await running.WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or StorageUnavailableException)
        {
            throw new StorageUnavailableException($"PostgreSQL at {server} does not answer whether the change was made.", exception) { IsOutcomeUnknown = true };
        }
    }
}
