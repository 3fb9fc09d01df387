using System.Net;
using System.Text;
using Archon.Fetching.Dialing;

namespace Archon.Fetching.WarmUp;

/// <summary>A dialer and a resolver that touch nothing: every connection is a stream that answers one small page.</summary>
internal sealed class CannedResponse : IDialer, IAddressResolver
{
    private const string Body = "<!doctype html><title>Warm-up</title><p>Words.</p>";

    // Any routable address will do: nobody dials it.
    private static readonly IReadOnlyList<IPAddress> Addresses = [new IPAddress([1, 1, 1, 1])];

    private static readonly byte[] Answer = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nServer: warm-up\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nContent-Type: text/html\r\nLast-Modified: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
        + $"ETag: \"0\"\r\nConnection: close\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult(Addresses);

    public ValueTask<Stream> DialAsync(IPEndPoint endpoint, CancellationToken cancellationToken) => ValueTask.FromResult<Stream>(new AnswerStream());

    /// <summary>Swallows the request and gives the answer.</summary>
    private sealed class AnswerStream : Stream
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _asked.Task.WaitAsync(cancellationToken);
            var part = Answer.AsMemory(_given, Math.Min(buffer.Length, Answer.Length - _given));
            part.CopyTo(buffer);
            _given += part.Length;
            return part.Length;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
