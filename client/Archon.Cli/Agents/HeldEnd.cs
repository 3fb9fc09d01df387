namespace Archon.Cli.Agents;

/// <summary>A stream to read whose end is told only after something else; a read that waits for a console can be given up.</summary>
internal sealed class HeldEnd(Stream input, Func<CancellationToken, Task> beforeEnd) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The console's stream blocks the thread that reads it, ReadAsync or not, and knows no cancellation.
        var read = await Task.Run(async () => await input.ReadAsync(buffer, CancellationToken.None), CancellationToken.None).WaitAsync(cancellationToken);
        if (read == 0)
        {
            await ((Task)beforeEnd(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}
