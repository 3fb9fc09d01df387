using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace Archon.Gateway.Progress;

/// <summary>
/// SignalR's JSON protocol, except that the last argument of <see cref="ProgressHub.SubscribeToProgress"/> may be left out. SignalR itself
/// refuses a call with fewer arguments than the method has, default values or not.
/// </summary>
internal sealed class OptionalArgumentProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    private readonly JsonHubProtocol _json = new(options);

    public string Name => _json.Name;

    public int Version => _json.Version;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool IsVersionSupported(int version) => _json.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => _json.GetMessageBytes(message);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => _json.WriteMessage(message, output);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var unread = input;
        if (!_json.TryParseMessage(ref input, binder, out message))
        {
            return false;
        }

        if (message is InvocationBindingFailureMessage { Target: nameof(ProgressHub.SubscribeToProgress) }
            && _json.TryParseMessage(ref unread, new WithoutLast(binder), out var shorter)
            && shorter is InvocationMessage { Arguments: { } given } call)
        {
            message = new InvocationMessage(call.InvocationId, call.Target, [.. given, null], call.StreamIds) { Headers = call.Headers };
        }

        return true;
    }

    private sealed class WithoutLast(IInvocationBinder binder) : IInvocationBinder
    {
        public Type GetReturnType(string invocationId) => binder.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => binder.GetStreamItemType(streamId);

        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [.. binder.GetParameterTypes(methodName).SkipLast(1)];
    }
}
