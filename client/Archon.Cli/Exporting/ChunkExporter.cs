using System.Text.Encodings.Web;
using System.Text.Json;
using Archon.Cli.Output;
using Archon.Client;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Exporting;

/// <summary>Writes chunks with their vectors into one <c>chunks.jsonl</c>: a JSON document a line, as vector stores and notebooks load them.</summary>
internal sealed class ChunkExporter(string directory) : IDisposable
{
    // A file is no web page: letters of other alphabets stay readable.
    private static readonly JsonSerializerOptions AsText = new(ArchonJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly WholeFile _file = new(directory, "chunks.jsonl");

    /// <summary>Chunks written.</summary>
    public long Count { get; private set; }

    /// <summary>Those of them that have no vector.</summary>
    public long Bare { get; private set; }

    /// <summary>How many of them have a vector of each model.</summary>
    public SortedDictionary<string, long> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>What has been written of vectors, as the end of a sentence.</summary>
    /// <param name="refused">Chunks of the source that its embedder has refused; of those without a vector so many wait for none.</param>
    public string Vectors(long refused)
    {
        refused = Math.Min(refused, Bare);
        var all = Models.Select(model => $"{Humanly.Count(model.Value)} with a vector of {TerminalText.OneLine(model.Key)}")
            .Concat(refused == 0 ? [] : [$"{Humanly.Count(refused)} refused by the embedder (archon sources says why)"])
            .Concat(Bare == refused ? [] : [$"{Humanly.Count(Bare - refused)} without a vector yet"]);
        return Count == 0 ? "" : $": {string.Join(", ", all)}";
    }

    /// <summary>Where they are, absolute.</summary>
    public string Place => _file.Place;

    public void Write(StoredChunk chunk)
    {
        _file.WriteLine(JsonSerializer.Serialize(chunk, AsText));
        Count++;
        if (chunk.Model is { } model)
        {
            Models[model] = Models.GetValueOrDefault(model) + 1;
        }
        else
        {
            Bare++;
        }
    }

    /// <summary>There are no more.</summary>
    public void Complete() => _file.Complete();

    public void Dispose() => _file.Dispose();
}
