namespace Archon.Embeddings.Onnx;

/// <summary>A folder holds no model that can be used. The message is a sentence that names the setting, the folder and what is wrong there.</summary>
public sealed class ModelFolderException : Exception
{
    internal ModelFolderException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
