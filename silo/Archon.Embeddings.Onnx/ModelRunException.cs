namespace Archon.Embeddings.Onnx;

/// <summary>A model did not make vectors of texts. The message is the runtime's, in one line.</summary>
internal sealed class ModelRunException(string message, Exception? innerException = null) : Exception(message, innerException);
