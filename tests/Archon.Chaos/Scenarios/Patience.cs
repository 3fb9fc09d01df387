namespace Archon.Chaos.Scenarios;

/// <summary>
/// Waits that are measured in this program's own time: while the machine sleeps, or this program and the nodes are stopped together, nobody loses patience.
/// </summary>
internal static class Patience
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>The task, or a <see cref="TimeoutException"/> after so long.</summary>
    public static async Task WithinAsync(this Task task, TimeSpan time, CancellationToken cancellationToken)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Beat)
        {
            if (await Task.WhenAny(task, Task.Delay(Beat, TimeProvider.System, cancellationToken)) == task)
            {
                break;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        await (task.IsCompleted ? task : throw new TimeoutException());
    }
}
