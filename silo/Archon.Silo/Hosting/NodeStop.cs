using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Archon.Silo.Hosting;

/// <summary>
/// Waits until a node is told to stop, without stopping anything: the gateway goes first, and while it drains the silo is still there to answer. The
/// host's own waiting would stop the silo under it.
/// </summary>
internal static class NodeStop
{
    public static async Task WhenAskedAsync(IHost host, CancellationToken cancellationToken)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var bySignal = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => asked.TrySetResult());
        using var byCaller = cancellationToken.Register(() => asked.TrySetResult());
        await asked.Task;
    }
}
