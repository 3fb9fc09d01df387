namespace Archon.Grains.Tests.Hosting;

/// <summary>
/// How long a test waits for what must come. On a busy machine a whole test may stand still for a minute or two, and its clock
/// goes on: this says that something never came, not that it was slow.
/// </summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static Task WaitAsync(Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> WaitAsync<T>(Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);
}
