using Orleans.Serialization;

namespace Archon.Client;

/// <summary>Which failures of a grain call mean "the cluster cannot answer now" and may pass by themselves.</summary>
internal static class ClusterErrors
{
    private const string MayBeDone = "what was asked for may have been done, so look before you ask again";
    private const string StorageUnavailable = "StorageUnavailableException";
    private const string ChangeWithdrawn = "ChangeWithdrawnException";

    /// <summary>True when asking again later may help. A cancellation nobody here asked for comes from a silo that stops.</summary>
    public static bool IsUnavailable(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        OrleansException or TimeoutException or IOException or System.Net.Sockets.SocketException => true,
        _ => IsStorage(exception),
    };

    /// <summary>True when what was asked for was taken back, and is certain not to happen.</summary>
    public static bool IsWithdrawn(Exception exception) => Is(exception, ChangeWithdrawn);

    /// <summary>The failure in the SDK's words.</summary>
    public static ArchonUnavailableException ToUnavailable(Exception exception) => new(
        $"The cluster cannot answer now: {exception.Message.TrimEnd('.')}. Check that a silo is running, and try again.", exception)
    {
        NothingChanged = IsWithdrawn(exception),
        PublicMessage = exception.Message switch
        {
            _ when !IsStorage(exception) => $"The cluster cannot answer now; of a command, {MayBeDone}. When that does not help, a node that runs with ARCHON_DEBUG=1 says more in its log.",

            // The embedded store's own words: they name a file of this machine and what would help.
            var message when message.Contains("SQLite", StringComparison.Ordinal) => null,
            _ when IsWithdrawn(exception) => "The database cannot be used now, and nothing was changed. Try again; a node that runs with ARCHON_DEBUG=1 says more in its log.",
            var message when message.Contains(MayBeDone, StringComparison.Ordinal) => $"The database cannot be used now; {MayBeDone}. A node that runs with ARCHON_DEBUG=1 says more in its log.",
            _ => "The database cannot be used now. What is asked of it waits or fails until it can; try again. A node that runs with ARCHON_DEBUG=1 says more in its log.",
        },
    };

    // The grain could not reach its store. The types are the silo's own, so they can only be known by name here.
    private static bool IsStorage(Exception exception) => Is(exception, StorageUnavailable) || IsWithdrawn(exception);

    private static bool Is(Exception exception, string type) => exception is UnavailableExceptionFallbackException unknown
        ? unknown.ExceptionType?.Contains(type, StringComparison.Ordinal) == true
        : exception.GetType().Name == type;
}
