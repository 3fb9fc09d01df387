using System.Text.Json;
using Archon.Embeddings.Onnx;

namespace Archon.Embeddings.Tests.Onnx;

/// <summary>A folder with a model of a few words, as Hugging Face would lay it out.</summary>
internal sealed class SmallModel : IDisposable
{
    public const int Width = 3;

    /// <summary>The word whose vector has what is no number.</summary>
    public const string Nowhere = "nowhere";

    /// <summary>The last word has no row in the model's table.</summary>
    public static readonly string[] Words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "how", "open", "a", "file", "##s", "cafe", "query", ":", "passage", "[", "]", "sep", "nowhere", "beyond"];

    private static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    public SmallModel(bool isPooled = false, string output = "last_hidden_state", params string[] inputs)
    {
        Path = Directory.CreateTempSubdirectory("archon-model-").FullName;
        File.WriteAllBytes(At("model.onnx"), OnnxWriter.Model(Table, output, isPooled, inputs));
        File.WriteAllLines(At("vocab.txt"), Words);
    }

    public string Path { get; }

    private static float[][] Table => [.. Enumerable.Range(0, Words.Length - 1).Select(token => Words[token] == Nowhere ? [float.NaN, 0, 0] : Row(token))];

    /// <summary>The token's vector: nothing that another token has.</summary>
    public static float[] Row(int token) => [token * 0.5f, MathF.Sin(token), 1 - (token * token * 0.01f)];

    /// <summary>The unit vector of the mean of these tokens' vectors, reckoned in doubles and apart from what is tested.</summary>
    public static float[] MeanOf(params string[] tokens)
    {
        var sum = new double[Width];
        foreach (var token in tokens)
        {
            var row = Row(Array.IndexOf(Words, token));
            for (var i = 0; i < Width; i++)
            {
                sum[i] += row[i];
            }
        }

        return Unit([.. sum.Select(value => value / tokens.Length)]);
    }

    public static float[] VectorOf(string token) => Unit([.. Row(Array.IndexOf(Words, token)).Select(value => (double)value)]);

    /// <summary>Both are the same vector, up to what single precision leaves out.</summary>
    public static void AssertNear(float[] expected, ReadOnlyMemory<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found.Span[i], 1e-5f);
        }
    }

    /// <summary>The embedder of it, set up so.</summary>
    public OnnxEmbedder Open(Action<OnnxOptions>? with = null)
    {
        var options = new OnnxOptions { Path = Path };
        with?.Invoke(options);
        return OnnxEmbedder.Open(options);
    }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public SmallModel With(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), content);
        return this;
    }

    public SmallModel Without(string name)
    {
        File.Delete(At(name));
        return this;
    }

    /// <summary>The words in a <c>tokenizer.json</c> instead of a <c>vocab.txt</c>.</summary>
    public SmallModel WithTokenizerJson(bool lowerCase = true) => Without("vocab.txt").With("tokenizer.json", JsonSerializer.Serialize(new
    {
        normalizer = new { type = "BertNormalizer", lowercase = lowerCase, handle_chinese_chars = true },
        model = new { type = "WordPiece", unk_token = "[UNK]", vocab = Words.Index().ToDictionary(word => word.Item, word => word.Index) },
    }));

    /// <summary>Words of one piece each, in a <c>tokenizer.json</c> as SentencePiece's are.</summary>
    public SmallModel WithUnigramJson()
    {
        string[] names = ["<pad>", "<unk>", "<s>", "</s>", "<mask>"];
        var pieces = Words.Select((word, i) => new object[] { i < Special.Length ? names[i] : $"▁{word}", i < Special.Length ? 0.0 : -1.0 - i });
        return Without("vocab.txt").With("tokenizer.json", JsonSerializer.Serialize(new
        {
            added_tokens = names.Select((name, i) => new { id = i, content = name, special = true }),
            pre_tokenizer = new { type = "Metaspace", replacement = "▁", add_prefix_space = true },
            model = new { type = "Unigram", unk_id = 1, vocab = pieces },
        }));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static float[] Unit(double[] vector)
    {
        var length = Math.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => (float)(value / length))];
    }
}
