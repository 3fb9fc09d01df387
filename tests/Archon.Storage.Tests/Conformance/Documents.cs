using System.Security.Cryptography;
using System.Text;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>Documents to store.</summary>
internal static class Documents
{
    /// <summary>A document of these chunks, all under one heading.</summary>
    public static DocumentContent Of(string title, params string[] chunks)
    {
        var markdown = string.Join("\n\n", chunks);
        return new DocumentContent
        {
            Title = title,
            Markdown = markdown,
            ContentHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(markdown))),
            Language = "en",
            Chunks = [.. chunks.Select((text, ordinal) => new Chunk(ordinal, ["Guide", "Basics"], text, 0, text.Length, 1))],
        };
    }

    /// <summary>A document that says a name often, and explains in one chunk among many what is called so.</summary>
    public static DocumentContent Naming(string name) => Of(
        "Other", [.. Enumerable.Range(0, 300).Select(n => n == 150 ? Named(name) : $"{name.Replace('_', ' ')}, {name.Replace('_', ' ')}: part {n}.")]);

    /// <summary>The chunk that explains it.</summary>
    public static string Named(string name) => $"**`{name}(text)`**\n\n{string.Concat(Enumerable.Repeat("What is said here is about something else, and at some length. ", 20))}";

    public static DocumentContent WithCode(this DocumentContent document, params string[] codes) => document with
    {
        CodeExamples = [.. codes.Select((code, ordinal) => new CodeExample(ordinal, "csharp", code, ["Guide"], "An example."))],
    };

    /// <summary>A unit vector along one of eight axes, with a little of another.</summary>
    public static ReadOnlyMemory<float> Axis(int axis, int other = 0, float little = 0)
    {
        var vector = new float[8];
        vector[axis] = MathF.Sqrt(1 - (little * little));
        vector[other] += little;
        return vector;
    }
}
