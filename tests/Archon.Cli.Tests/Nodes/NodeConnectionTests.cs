using Archon.Cli.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Cli.Tests.Nodes;

public sealed class NodeConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Each look at the clock is a second later, so that no test waits for the owner's patience.
    private readonly FakeTimeProvider _clock = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(31) };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenAsync_OnAnOwnedFolder_GoesThroughItsOwner()
    {
        using var ownership = NodeLock.TryAcquire(_folder.Path);
        var owner = new NodeFile { Pid = Environment.ProcessId, Url = new Uri("http://127.0.0.1:8181"), StartedAt = _clock.Start };
        owner.Write(_folder.Path);

        await using var connection = await NodeConnection.OpenAsync(
            new NodeTarget { DataDirectory = _folder.Path }, NodeNeeds.Quiet, _clock, TestContext.Current.CancellationToken);

        Assert.Equal(NodeReach.RunningNode, connection.Reach);
        Assert.Equal(owner, connection.Owner);
    }

    [Fact]
    public async Task OpenAsync_OnAFolderWhoseOwnerNeverListens_SaysSo()
    {
        using var ownership = NodeLock.TryAcquire(_folder.Path);
        new NodeFile { Pid = Environment.ProcessId, StartedAt = _clock.Start }.Write(_folder.Path);

        var exception = await Assert.ThrowsAsync<CliException>(() => NodeConnection.OpenAsync(
            new NodeTarget { DataDirectory = _folder.Path }, NodeNeeds.Quiet, _clock, TestContext.Current.CancellationToken));

        Assert.Contains($"process {Environment.ProcessId}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--data", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_WithAServer_LeavesTheFolderAlone()
    {
        var missing = Path.Combine(_folder.Path, "missing");

        await using var connection = await NodeConnection.OpenAsync(
            new NodeTarget { DataDirectory = missing, Server = new Uri("http://127.0.0.1:1") },
            NodeNeeds.Quiet,
            _clock,
            TestContext.Current.CancellationToken);

        Assert.Equal(NodeReach.Server, connection.Reach);
        Assert.False(Directory.Exists(missing));
    }
}
