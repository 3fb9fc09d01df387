using Archon.Grains.Pages;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Pages;

public sealed class LargeDocumentsTests : IDisposable
{
    private readonly LargeDocuments _room = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _room.Dispose();

    [Fact]
    public void SmallDocuments_NeverWait()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.True(_room.Reserve().GrowAsync(LargeDocuments.Large - 1, Cancel).AsTask().IsCompletedSuccessfully);
        }
    }

    [Fact]
    public async Task OneLargeDocumentTooMany_WaitsUntilAnotherGoes()
    {
        var inside = Enumerable.Range(0, LargeDocuments.LargeAtOnce).Select(_ => _room.Reserve()).ToArray();
        foreach (var place in inside)
        {
            await place.GrowAsync(LargeDocuments.Large, Cancel);
        }

        using var late = _room.Reserve();
        var waiting = late.GrowAsync(LargeDocuments.Large, Cancel).AsTask();
        Assert.False(waiting.IsCompleted);
        inside[0].Dispose();

        await Patience.WaitAsync(waiting);
    }

    [Fact]
    public async Task EveryPlaceTakenByDocumentsThatGrowHuge_OneAfterTheOtherGetsThrough()
    {
        var places = Enumerable.Range(0, LargeDocuments.LargeAtOnce).Select(_ => _room.Reserve()).ToArray();
        foreach (var place in places)
        {
            await place.GrowAsync(LargeDocuments.Large, Cancel);
        }

        var growing = places.Select(place => (Place: place, Grown: place.GrowAsync(LargeDocuments.Huge, Cancel).AsTask())).ToList();
        while (growing.Count > 0)
        {
            await Patience.WaitAsync(Task.WhenAny(growing.Select(one => one.Grown)));
            var through = Assert.Single(growing, one => one.Grown.IsCompleted);
            through.Place.Dispose();
            growing.Remove(through);
        }
    }

    [Fact]
    public async Task GivenUpWhileItWaits_HoldsNothing()
    {
        var inside = Enumerable.Range(0, LargeDocuments.LargeAtOnce).Select(_ => _room.Reserve()).ToArray();
        foreach (var place in inside)
        {
            await place.GrowAsync(LargeDocuments.Large, Cancel);
        }

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using (var late = _room.Reserve())
        {
            var waiting = late.GrowAsync(LargeDocuments.Huge, cancel.Token).AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }

        foreach (var place in inside)
        {
            place.Dispose();
        }

        using var next = _room.Reserve();
        Assert.True(next.GrowAsync(LargeDocuments.Huge, Cancel).AsTask().IsCompletedSuccessfully);
    }
}
