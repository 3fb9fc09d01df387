using Archon.Cli.Nodes;

namespace Archon.Cli.Tests.Nodes;

public sealed class NodeLockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryAcquire_WhileHeld_GivesNothing()
    {
        using var first = NodeLock.TryAcquire(_folder.Path);

        Assert.NotNull(first);
        Assert.Null(NodeLock.TryAcquire(_folder.Path));
    }

    [Fact]
    public void TryAcquire_AfterRelease_GivesTheLock()
    {
        NodeLock.TryAcquire(_folder.Path)!.Dispose();

        using var second = NodeLock.TryAcquire(_folder.Path);

        Assert.NotNull(second);
    }

    [Fact]
    public void TryAcquire_InAMissingFolder_CreatesIt()
    {
        var missing = Path.Combine(_folder.Path, "a", "b");

        using var ownership = NodeLock.TryAcquire(missing);

        Assert.NotNull(ownership);
        Assert.True(Directory.Exists(missing));
    }

    [Fact]
    public void TryAcquire_WhereAFileStands_NamesTheFolderAndTheOption()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");

        var exception = Assert.Throws<CliException>(() => NodeLock.TryAcquire(file));

        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
        Assert.Contains("--data", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, exception.ExitCode);
    }
}
