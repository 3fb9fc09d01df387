using System.Threading.Channels;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Archon.Cli.Agents;

/// <summary>
/// Standard input and output as a transport whose end waits for what was asked before it: <c>echo … | archon mcp</c> gets its answers. The
/// library's own ends with its input and drops what is being answered.
/// </summary>
internal sealed class AnsweringTransport : ITransport
{
    /// <summary>The longest that an end is held back: a tool may watch a crawl for most of a minute.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Channel<JsonRpcMessage> _messages = Channel.CreateUnbounded<JsonRpcMessage>(new() { SingleWriter = true });
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StreamServerTransport _streams;
    private readonly Task _passing;
    private int _open;
    private bool _hasEnded;

    public AnsweringTransport(Stream input, Stream output, TimeProvider clock)
    {
        _streams = new StreamServerTransport(new HeldEnd(input, cancellationToken => WhenAnsweredAsync(clock, cancellationToken)), output);
        _passing = PassAsync();
    }

    public string? SessionId => _streams.SessionId;

    public ChannelReader<JsonRpcMessage> MessageReader => _messages.Reader;

    public async Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default)
    {
        try
        {
            await _streams.SendMessageAsync(message, cancellationToken);
        }
        finally
        {
            if (message is JsonRpcResponse or JsonRpcError)
            {
                lock (_lock)
                {
                    _open--;
                    EndWhenAnswered();
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _streams.DisposeAsync();
        await _passing;
    }

    private async Task PassAsync()
    {
        while (await _streams.MessageReader.WaitToReadAsync())
        {
            lock (_lock)
            {
                while (_streams.MessageReader.TryRead(out var message))
                {
                    _open += message is JsonRpcRequest ? 1 : 0;
                    _messages.Writer.TryWrite(message);
                }

                EndWhenAnswered();
            }
        }

        _messages.Writer.TryComplete();
    }

    // Whatever was read before the end is among the transport's messages by now, or has been passed on.
    private Task WhenAnsweredAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _hasEnded = true;
            EndWhenAnswered();
        }

        return _answered.Task.WaitAsync(Patience, clock, cancellationToken);
    }

    private void EndWhenAnswered()
    {
        if (_hasEnded && _open <= 0 && !_streams.MessageReader.TryPeek(out _))
        {
            _answered.TrySetResult();
        }
    }
}
