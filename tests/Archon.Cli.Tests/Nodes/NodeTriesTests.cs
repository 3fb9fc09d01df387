using Archon.Cli.Nodes;
using Archon.Client;

namespace Archon.Cli.Tests.Nodes;

public sealed class NodeTriesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ReadAsync_WhoseFoldersOwnerEndsMeanwhile_BeginsAnewHere()
    {
        var ownership = NodeLock.TryAcquire(_folder.Path);
        new NodeFile { Pid = Environment.ProcessId, Url = new Uri("http://127.0.0.1:8181"), StartedAt = TimeProvider.System.GetUtcNow() }.Write(_folder.Path);
        var reaches = new List<NodeReach>();

        var code = await NodeTries.ReadAsync(
            new NodeTarget { DataDirectory = _folder.Path },
            TimeProvider.System,
            connection =>
            {
                reaches.Add(connection.Reach);
                if (connection.Reach == NodeReach.RunningNode)
                {
                    NodeFile.Delete(_folder.Path);
                    ownership!.Dispose();
                    throw new ArchonUnavailableException("No gateway answers");
                }

                return Task.FromResult(7);
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(7, code);
        Assert.Equal([NodeReach.RunningNode, NodeReach.Embedded], reaches);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task KeepAsync_WhoseFoldersOwnerEndsMeanwhile_AsksAgain_UnlessItMayHaveHeard(bool nothingChanged, int asked)
    {
        var ownership = NodeLock.TryAcquire(_folder.Path);
        new NodeFile { Pid = Environment.ProcessId, Url = new Uri("http://127.0.0.1:8181"), StartedAt = TimeProvider.System.GetUtcNow() }.Write(_folder.Path);
        var target = new NodeTarget { DataDirectory = _folder.Path };
        var times = 0;

        var asking = NodeTries.KeepAsync(
            () => NodeConnection.OpenAsync(target, NodeNeeds.Quiet, TimeProvider.System, TestContext.Current.CancellationToken),
            connection =>
            {
                times++;
                if (connection.Reach == NodeReach.RunningNode)
                {
                    NodeFile.Delete(_folder.Path);
                    ownership!.Dispose();
                    throw new ArchonUnavailableException("No gateway answers") { NothingChanged = nothingChanged };
                }

                return Task.FromResult(7);
            },
            Asking.Once,
            TimeProvider.System,
            TestContext.Current.CancellationToken);

        if (nothingChanged)
        {
            var (connection, answer) = await asking;
            await using var _ = connection;
            Assert.Equal((NodeReach.Embedded, 7), (connection.Reach, answer));
        }
        else
        {
            await Assert.ThrowsAsync<ArchonUnavailableException>(() => asking);
        }

        Assert.Equal(asked, times);
    }
}
