using System.Collections.Concurrent;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Hosting;

/// <summary>The store of a cluster, with faults on order: an operation may fail so many times, or wait for the test; a change that waits can be taken back.</summary>
internal sealed partial class FaultyStore(IArchonStore inner) : IArchonStore
{
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Task>> _before = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<Task>> _after = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CrawlEnd>> _ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>The store without faults.</summary>
    public IArchonStore Inner => inner;

    /// <summary>Lets the next calls of an operation fail before they reach the store.</summary>
    public void Fail(string operation, int times) => _failures[operation] = times;

    /// <summary>Failures an operation still owes.</summary>
    public int FailuresLeft(string operation) => _failures.GetValueOrDefault(operation);

    /// <summary>Runs before each call of an operation.</summary>
    public void Before(string operation, Func<Task> action) => _before[operation] = action;

    /// <summary>Runs after each call of an operation that the store has carried out, before its caller learns of it.</summary>
    public void After(string operation, Func<Task> action) => _after[operation] = action;

    /// <summary>How often an operation was called.</summary>
    public int Calls(string operation) => _calls.GetValueOrDefault(operation);

    /// <summary>Completes when the crawl's end is durable.</summary>
    public Task<CrawlEnd> Ended(string crawlId) => Patience.WaitAsync(End(crawlId).Task);

    /// <summary>The crawl ends again.</summary>
    public void ForgetEnd(string crawlId) => _ends.TryRemove(crawlId, out _);

    public Task MigrateAsync(CancellationToken cancellationToken) => inner.MigrateAsync(cancellationToken);

    private Task<T> CallAsync<T>(string operation, Func<Task<T>> call) => CallWithdrawableAsync(operation, call, CancellationToken.None);

    private async Task<T> CallWithdrawableAsync<T>(string operation, Func<Task<T>> call, CancellationToken withdrawn)
    {
        _calls.AddOrUpdate(operation, 1, (_, count) => count + 1);
        if (_before.TryGetValue(operation, out var before))
        {
            await before().WaitAsync(withdrawn);
        }

        if (_failures.TryGetValue(operation, out var left) && left > 0)
        {
            _failures.AddOrUpdate(operation, 0, (_, count) => count - 1);
            throw new StorageUnavailableException($"{operation} fails because the test says so.");
        }

        var result = await call();
        if (_after.TryGetValue(operation, out var after))
        {
            await after();
        }

        return result;
    }

    private TaskCompletionSource<CrawlEnd> End(string crawlId) =>
        _ends.GetOrAdd(crawlId, _ => new TaskCompletionSource<CrawlEnd>(TaskCreationOptions.RunContinuationsAsynchronously));
}
