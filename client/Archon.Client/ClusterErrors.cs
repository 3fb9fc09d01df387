using Orleans.Serialization;

namespace Archon.Client;

/// <summary>Which failures of a grain call mean "the cluster cannot answer now" and may pass by themselves.</summary>
internal static class ClusterErrors
{
    private const string StorageUnavailable = "StorageUnavailableException";

    /// <summary>True when asking again later may help. A cancellation nobody here asked for comes from a silo that stops.</summary>
    public static bool IsUnavailable(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        OrleansException or TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        _ => IsStorage(exception),
    };

    /// <summary>The failure in the SDK's words.</summary>
    public static ArchonUnavailableException ToUnavailable(Exception exception) => new(
        $"The cluster cannot answer now: {exception.Message.TrimEnd('.')}. Check that a silo is running, and try again.", exception)
    {
        PublicMessage = IsStorage(exception) switch
        {
            // The embedded store's own words: they name a file of this machine and what would help.
            true when exception.Message.Contains("SQLite", StringComparison.Ordinal) => null,
            true => "The database cannot be used now. What is asked of it waits or fails until it can; try again. The log of the node says more.",
            false => "The cluster cannot answer now. Try again; when that does not help, the log of the node says more.",
        },
    };

    // The grain could not reach its store. The type is the silo's own, so it can only be known by name here.
    private static bool IsStorage(Exception exception) =>
        ((exception as UnavailableExceptionFallbackException)?.ExceptionType ?? exception.GetType().Name).Contains(StorageUnavailable, StringComparison.Ordinal);
}
