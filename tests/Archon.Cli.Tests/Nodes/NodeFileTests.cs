using Archon.Cli.Nodes;

namespace Archon.Cli.Tests.Nodes;

public sealed class NodeFileTests : IDisposable
{
    private static readonly DateTimeOffset Started = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AfterWrite_GivesTheSame()
    {
        var file = new NodeFile { Pid = Environment.ProcessId, Url = new Uri("http://127.0.0.1:8181"), StartedAt = Started };

        file.Write(_folder.Path);

        Assert.Equal(file, NodeFile.Read(_folder.Path));
    }

    [Fact]
    public void Write_SpeaksTheDocumentedNames()
    {
        new NodeFile { Pid = 42, Url = new Uri("http://127.0.0.1:8181"), StartedAt = Started, OwnerToken = "0f" }.Write(_folder.Path);

        Assert.Equal(
            """{"pid":42,"url":"http://127.0.0.1:8181","startedAt":"2026-11-23T16:00:00+00:00","ownerToken":"0f"}""",
            File.ReadAllText(Path.Combine(_folder.Path, NodeFile.FileName)));
    }

    [Fact]
    public void Write_OverWhatEverybodyMayRead_KeepsItFromOthers()
    {
        var path = Path.Combine(_folder.Path, NodeFile.FileName);
        File.WriteAllText(path, "{}");
        File.WriteAllText($"{path}.42.tmp", "{}");

        new NodeFile { Pid = 42, StartedAt = Started, OwnerToken = "0f" }.Write(_folder.Path);

        // On Windows the folder's access list decides.
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void ToString_DoesNotTellTheSecret() =>
        Assert.DoesNotContain("0f0f", $"{new NodeFile { Pid = 42, StartedAt = Started, OwnerToken = "0f0f" }}", StringComparison.Ordinal);

    [Fact]
    public void Read_WithoutAFile_GivesNothing() => Assert.Null(NodeFile.Read(_folder.Path));

    [Theory]
    [InlineData("")]
    [InlineData("{\"pid\":")]
    [InlineData("[]")]
    public void Read_OfAHalfWrittenFile_GivesNothing(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Path, NodeFile.FileName), text);

        Assert.Null(NodeFile.Read(_folder.Path));
    }

    [Fact]
    public void IsAlive_IsTrueForThisProcessOnly()
    {
        Assert.True(new NodeFile { Pid = Environment.ProcessId, StartedAt = Started }.IsAlive);
        Assert.False(new NodeFile { Pid = int.MaxValue, StartedAt = Started }.IsAlive);
    }
}
