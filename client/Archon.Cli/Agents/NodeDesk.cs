using Archon.Agents;
using Archon.Cli.Commands;
using Archon.Cli.Nodes;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.Silo;

namespace Archon.Cli.Agents;

/// <summary>
/// A long-lived connection for an assistant's tools. Several assistants share a data folder: the first owns it, and when it ends another one
/// takes it over and goes on with its crawls.
/// </summary>
internal sealed class NodeDesk(CliContext context, NodeTarget target, bool allowPrivate) : IAgentDesk, IAsyncDisposable
{
    private static readonly NodeNeeds Needs = new() { ResumeCrawls = true };

    private readonly SemaphoreSlim _opening = new(1);
    private readonly CancellationTokenSource _ending = new();
    private NodeConnection? _connection;
    private Task _first = Task.CompletedTask;
    private volatile bool _hasOpened;

    /// <summary>Opens it before anybody asks.</summary>
    public void Open() => _first = OpenAsync();

    /// <summary>Whether it could be opened; waits for that.</summary>
    public async Task<bool> HasOpenedAsync(CancellationToken cancellationToken)
    {
        await _first.WaitAsync(cancellationToken);
        return _hasOpened;
    }

    public Task<T> AskAsync<T>(Func<IArchonClient, CancellationToken, Task<T>> ask, CancellationToken cancellationToken) =>
        WithAsync(connection => ask(connection.Client, cancellationToken), Asking.AsOftenAsNeeded, cancellationToken);

    public Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, CancellationToken cancellationToken) =>
        WithAsync(
            connection => connection.StartCrawlAsync(request, allowPrivate ? PrivateAccess.All : PrivateAccess.None, cancellationToken),
            Asking.Once,
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _first;
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _opening.Dispose();
        _ending.Dispose();
    }

    private async Task OpenAsync()
    {
        try
        {
            await ConnectAsync(broken: null, _ending.Token);
        }
        catch (OperationCanceledException)
        {
            // Ended before it was open.
        }
        catch (ArchonUnavailableException exception)
        {
            context.Terminal.Error.Line(exception.Message);
        }
    }

    private Task<T> WithAsync<T>(Func<NodeConnection, Task<T>> ask, Asking asking, CancellationToken cancellationToken) =>
        NodeTries.AskAsync(broken => ConnectAsync(broken, cancellationToken), ask, asking, context.Clock, cancellationToken);

    /// <param name="broken">The connection that is of no use any more; null takes what there is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<NodeConnection> ConnectAsync(NodeConnection? broken, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_connection is { } open && open != broken)
            {
                return open;
            }

            _connection = null;
            _connection = await AllowPrivateOption.OpenAsync(context, target, Needs, allowPrivate, cancellationToken);
            _hasOpened = true;
            _connection.Owned?.OpenGateway();
            return _connection;
        }
        catch (Exception exception) when (exception is CliException or NodeStartException or IOException or UnauthorizedAccessException)
        {
            throw new ArchonUnavailableException(exception.Message, exception);
        }
        finally
        {
            _opening.Release();
        }
    }
}
