using Archon.Client.Http;
using Archon.Silo;

namespace Archon.Cli.Nodes;

/// <summary>A node in this process together with the ownership of its data folder.</summary>
internal sealed class OwnedNode : IAsyncDisposable
{
    private readonly NodeLock _ownership;
    private readonly NodeFile _file;
    private readonly string _dataDirectory;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _closing = new();
    private Task _announcing = Task.CompletedTask;

    private OwnedNode(NodeLock ownership, NodeFile file, string dataDirectory, ArchonNode node, TimeProvider clock)
    {
        _ownership = ownership;
        _file = file;
        _dataDirectory = dataDirectory;
        _clock = clock;
        Node = node;
    }

    public ArchonNode Node { get; }

    /// <summary>Starts the node; gives the folder back when it cannot.</summary>
    /// <exception cref="NodeStartException">It cannot start.</exception>
    public static async Task<OwnedNode> StartAsync(NodeLock ownership, string dataDirectory, NodeNeeds needs, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Written before the node starts: the file of a predecessor that was killed must not be believed.
        var file = new NodeFile { Pid = Environment.ProcessId, StartedAt = clock.GetUtcNow(), OwnerToken = OwnerToken.New() };
        try
        {
            file.Write(dataDirectory);
            var node = await ArchonNode.StartAsync(
                new NodeSettings
                {
                    DataDirectory = dataDirectory,
                    GatewayPort = needs.GatewayPort,
                    ListenAddress = needs.ListenAddress,
                    AllowPrivateNetworks = needs.AllowPrivate,
                    OwnerToken = file.OwnerToken,
                    ResumeCrawls = needs.ResumeCrawls,
                    WarmUp = needs.Fetches,
                    Verbose = CliContext.IsDebugging,
                },
                cancellationToken);

            var owned = new OwnedNode(ownership, file, dataDirectory, node, clock);
            owned.Announce(node.GatewayAddress);
            return owned;
        }
        catch
        {
            NodeFile.Delete(dataDirectory);
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens the node to other commands on the same folder when the first of them knocks; without it they are told to wait. Not earlier:
    /// starting the gateway takes a fifth of a second of a core, and most crawls never need it.
    /// </summary>
    public void OpenGateway() => _announcing = OpenGatewayAsync();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _announcing;
        NodeFile.Delete(_dataDirectory);
        NodeKnock.Forget(_dataDirectory);
        await Node.DisposeAsync();
        _ownership.Dispose();
        _closing.Dispose();
    }

    private async Task OpenGatewayAsync()
    {
        try
        {
            await NodeKnock.WaitAsync(_dataDirectory, _clock, _closing.Token);
            Announce(await Node.StartGatewayAsync(0, _closing.Token));
            NodeKnock.Forget(_dataDirectory);
        }
        catch (Exception)
        {
            // The crawl does not need the door; other commands then say that the folder is in use.
        }
    }

    private void Announce(Uri? address)
    {
        if (address is not null)
        {
            (_file with { Url = address }).Write(_dataDirectory);
        }
    }
}
