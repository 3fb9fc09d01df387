using System.Text.Json;
using Archon.Cli.Exporting;
using Archon.Client;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Tests.Exporting;

public sealed class ChunkExporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EachChunk_IsALine_WithItsVector()
    {
        using (var exporter = new ChunkExporter(_folder.Path))
        {
            exporter.Write(Chunk("Größe: \"x\"\nzwei") with { Model = "m", Vector = [0.1f, -1f] });
            exporter.Write(Chunk("waiting"));
            exporter.Complete();
            Assert.Equal([KeyValuePair.Create("m", 1L)], exporter.Models);
            Assert.Equal((2, 1, Path.Combine(_folder.Path, "chunks.jsonl")), (exporter.Count, exporter.Bare, exporter.Place));
        }

        var lines = File.ReadAllLines(Path.Combine(_folder.Path, "chunks.jsonl"));
        var read = lines.Select(line => JsonSerializer.Deserialize<StoredChunk>(line, ArchonJson.Options)!).ToArray();
        Assert.Contains("Größe", lines[0], StringComparison.Ordinal);
        Assert.Equal(["Größe: \"x\"\nzwei", "waiting"], read.Select(chunk => chunk.Content));
        Assert.Equal([0.1f, -1f], read[0].Vector);
        Assert.Empty(read[1].Vector);
    }

    [Theory]
    [InlineData(0, ": 1 with a vector of m, 2 without a vector yet")]
    [InlineData(1, ": 1 with a vector of m, 1 refused by the embedder (archon sources says why), 1 without a vector yet")]
    [InlineData(2, ": 1 with a vector of m, 2 refused by the embedder (archon sources says why)")]
    [InlineData(3, ": 1 with a vector of m, 2 refused by the embedder (archon sources says why)")]
    public void WhatIsRefused_IsNotSaidToWait(long refused, string said)
    {
        using var exporter = new ChunkExporter(_folder.Path);
        exporter.Write(Chunk("a") with { Model = "m", Vector = [1f] });
        exporter.Write(Chunk("b"));
        exporter.Write(Chunk("c"));

        Assert.Equal(said, exporter.Vectors(refused));
    }

    [Fact]
    public void AnExportThatIsNotCompleted_LeavesTheOneBefore()
    {
        var before = Path.Combine(_folder.Path, "chunks.jsonl");
        File.WriteAllText(before, "before");
        using (var exporter = new ChunkExporter(_folder.Path))
        {
            exporter.Write(Chunk("text"));
        }

        Assert.Equal([before], Directory.GetFiles(_folder.Path));
        Assert.Equal("before", File.ReadAllText(before));
    }

    private static StoredChunk Chunk(string content) => new()
    {
        Id = "1",
        PageId = "2",
        Url = "https://e.org/a",
        Title = "A",
        Heading = "",
        Ordinal = 0,
        Start = 0,
        End = content.Length,
        Tokens = 1,
        Content = content,
    };
}
