namespace Archon.Ports.Storage;

/// <summary>The store did not make a change in time, and it was taken back: it is certain that nothing was changed, or will be. The message says what was asked for.</summary>
public sealed class ChangeWithdrawnException(string message, Exception? innerException = null) : Exception(message, innerException);
