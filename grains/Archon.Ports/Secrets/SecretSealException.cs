namespace Archon.Ports.Secrets;

/// <summary>A secret cannot be sealed or opened here. The message says why and what would help, and holds no secret.</summary>
public sealed class SecretSealException(string message, Exception? innerException = null) : Exception(message, innerException);
