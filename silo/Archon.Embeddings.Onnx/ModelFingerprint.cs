using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Archon.Embeddings.Onnx;

/// <summary>Tells models of one name apart: vectors of another model, or of the same one used in another way, are not compared with these.</summary>
internal static class ModelFingerprint
{
    // Some of everything: a model has gigabytes, and one that was trained further differs everywhere.
    private const int Samples = 16;
    private const int SampleBytes = 64 * 1024;

    public static string Of(ModelFolder folder, ModelTokenizer tokenizer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var model = File.OpenRead(folder.ModelPath);
        var buffer = new byte[SampleBytes];
        for (var i = 0; i < Samples; i++)
        {
            model.Position = Math.Max(0, (model.Length - SampleBytes) * i / (Samples - 1));
            hash.AppendData(buffer, 0, model.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        }

        hash.AppendData(File.ReadAllBytes(folder.TokenizerPath));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{model.Length}\n{folder.Pooling}\n{folder.MaxTokens}\n{folder.LowerCase}\n{folder.PassagePrefix}")));
        if (tokenizer.Words is { } version)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\n{version}\n{folder.StripAccents}")));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4));
    }
}
