namespace Archon.Silo;

/// <summary>A node cannot start. The message says why and what would help.</summary>
public sealed class NodeStartException(string message, Exception? innerException = null) : Exception(message, innerException);
