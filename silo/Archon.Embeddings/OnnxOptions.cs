using System.ComponentModel.DataAnnotations;

namespace Archon.Embeddings;

/// <summary>A sentence transformer in the ONNX format that runs in this process. Section <c>Archon:Embeddings:Onnx</c>.</summary>
public sealed class OnnxOptions
{
    /// <summary>
    /// Folder of the model as Hugging Face lays it out: model.onnx, there or in a folder onnx; tokenizer.json or vocab.txt; and what else there is of its
    /// configuration. Default: not set, and no model is loaded.
    /// </summary>
    public string? Path { get; set; }

    /// <summary>How a text's vector is made of those of its tokens: auto (as 1_Pooling/config.json says, else the mean), mean, or cls (that of the first token). Default: auto.</summary>
    [EnumDataType(typeof(OnnxPooling))]
    public OnnxPooling Pooling { get; set; }

    /// <summary>Tokens of a text that are read, 8 to 32,768, with those that stand before and after it; the rest is left out. 0 stands for as many as the model's files say. Default: 0.</summary>
    [Range(0, 32_768)]
    public int MaxTokens { get; set; }

    /// <summary>What is written before what somebody searches for, such as <c>query: </c>. Default: not set, which is what the model's files say.</summary>
    public string? QueryPrefix { get; set; }

    /// <summary>What is written before what is stored, such as <c>passage: </c>. Default: not set, which is what the model's files say.</summary>
    public string? PassagePrefix { get; set; }

    /// <summary>Threads that compute, 0 to 256; 0 stands for all cores but one, at least one. They come on top of those that read pages. Default: 0.</summary>
    [Range(0, 256)]
    public int Threads { get; set; }

    /// <summary>Tokens that go through the model together, 64 to 1,000,000; a longer text goes alone. More is a little faster, takes more memory, and lets a search wait longer. Default: 1,024.</summary>
    [Range(64, 1_000_000)]
    public int RunTokens { get; set; } = 1_024;

    /// <summary>Threads, counted.</summary>
    public int ThreadCount() => Threads > 0 ? Threads : Math.Max(1, Environment.ProcessorCount - 1);
}

/// <summary>How a text's vector is made of those of its tokens.</summary>
public enum OnnxPooling
{
    /// <summary>As the model's files say.</summary>
    Auto = 0,

    /// <summary>Their mean.</summary>
    Mean = 1,

    /// <summary>That of the first token.</summary>
    Cls = 2,
}
