namespace Archon.Embeddings.Onnx;

/// <summary>Counts as the model reads.</summary>
internal sealed class ModelTokenCounter(string name, ModelTokenizer tokenizer) : TokenCounter(name)
{
    protected override int CountWindow(ReadOnlySpan<char> text) => tokenizer.Count(text);
}
