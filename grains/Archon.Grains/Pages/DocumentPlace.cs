using Archon.Ports.Fetching;

namespace Archon.Grains.Pages;

/// <summary>What one document holds of the room for large ones: nothing while it is small.</summary>
internal sealed class DocumentPlace(LargeDocuments room) : IBodyAllowance, IDisposable
{
    private long _bytes;
    private bool _isLarge;
    private bool _isHuge;

    public ValueTask GrowAsync(long bytes, CancellationToken cancellationToken)
    {
        _bytes = Math.Max(_bytes, bytes);
        var waits = (!_isLarge && _bytes >= LargeDocuments.Large) || (!_isHuge && _bytes >= LargeDocuments.Huge);
        return waits ? new ValueTask(EnterAsync(cancellationToken)) : ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        if (_isLarge)
        {
            room.Leave(_bytes, _isHuge);
            (_isLarge, _isHuge, _bytes) = (false, false, 0);
        }
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (!_isLarge)
        {
            await room.EnterLargeAsync(cancellationToken);
            _isLarge = true;
        }

        if (!_isHuge && _bytes >= LargeDocuments.Huge)
        {
            await room.EnterHugeAsync(cancellationToken);
            _isHuge = true;
        }
    }
}
