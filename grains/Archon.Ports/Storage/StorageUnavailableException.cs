namespace Archon.Ports.Storage;

/// <summary>The store cannot be reached or opened. The message says which, why and what would help.</summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>A change was sent to be made durable and no answer came: it may have been made. Default: false, what was asked for was not done.</summary>
    public bool IsOutcomeUnknown { get; init; }
}
