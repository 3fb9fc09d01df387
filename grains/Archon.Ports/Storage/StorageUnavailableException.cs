namespace Archon.Ports.Storage;

/// <summary>The store cannot be reached or opened. The message says which, why and what would help.</summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
