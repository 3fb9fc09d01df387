using Archon.Storage.Sqlite.Search;

namespace Archon.Storage.Tests.Sqlite;

public sealed class VectorSketchesTests
{
    private const int Dimensions = 512;

    [Theory]
    [InlineData(10_000_000)]
    [InlineData(2_000_000)]
    [InlineData(1_000_000)]
    public void Nearest_AreThoseOfTheVectorsThemselves(long room)
    {
        var (sketches, random) = (new VectorSketches(room), new Random(5));
        var query = Unit(random);
        Assert.False(sketches.TryBegin(1, Dimensions, 5_000));
        Assert.True(sketches.TryBegin(1, Dimensions, 5_000));
        for (var id = 0; id < 5_000; id++)
        {
            var vector = Unit(random);
            sketches.Add(1, id, id % 2, id < 10 ? Between(query, vector) : vector);
        }

        Assert.Null(sketches.Find(1));
        sketches.End(1, isReady: true);

        var (near, among) = Near(sketches.Find(1), query);
        Assert.Superset(Enumerable.Range(0, 10).Select(id => (long)id).ToHashSet(), near.ToHashSet());
        Assert.Equal(5_000, among);
        var ofSource = Near(sketches.Find(1), query, source: 1);
        Assert.All(ofSource.Ids, id => Assert.Equal(1, id % 2));
        Assert.Equal(2_500, ofSource.Among);
        Assert.Equal([4L], Near(sketches.Find(1), query, only: [4]).Ids);
        Assert.Null(sketches.Find(2));
    }

    [Fact]
    public void VectorsStoredLater_ComeByThemselves()
    {
        var (sketches, vector) = (new VectorSketches(100_000), Unit(new Random(6)));
        sketches.TryBegin(1, Dimensions, 1);
        sketches.Add(1, 7, 1, vector);
        sketches.Add(2, 8, 1, vector);
        sketches.TryBegin(1, Dimensions, 1);
        sketches.End(1, isReady: true);
        sketches.Add(1, 9, 1, vector);

        Assert.Equal([7L, 9], Found(sketches, 1, vector)!);
        sketches.Clear(1);
        Assert.Null(Found(sketches, 1, vector));
    }

    [Fact]
    public void TwoModels_HaveTheirsUntilThereIsNoRoom()
    {
        var (sketches, vector) = (new VectorSketches(4 * (Dimensions + SketchSet.Beside)), Unit(new Random(7)));
        foreach (var model in (long[])[1, 2])
        {
            sketches.TryBegin(model, Dimensions, 1);
            sketches.TryBegin(model, Dimensions, 1);
            sketches.Add(model, (model * 10) + 1, 1, vector);
            sketches.Add(model, (model * 10) + 2, 1, vector);
            sketches.End(model, isReady: true);
        }

        Assert.Equal([21L, 22], Found(sketches, 2, vector)!);
        Assert.Equal([11L, 12], Found(sketches, 1, vector)!);

        // The other was asked longest ago.
        sketches.Add(1, 13, 1, vector);
        Assert.Null(Found(sketches, 2, vector));
        Assert.Equal([11L, 12, 13], Found(sketches, 1, vector)!);

        sketches.Add(1, 14, 1, vector);
        sketches.Add(1, 15, 1, vector);
        Assert.Null(Found(sketches, 1, vector));
    }

    [Fact]
    public void AReadingThatFoundNoRoom_EndsInNothing()
    {
        var (sketches, vector) = (new VectorSketches(2 * (Dimensions + SketchSet.Beside)), Unit(new Random(8)));
        sketches.TryBegin(1, Dimensions, 1);
        Assert.True(sketches.TryBegin(1, Dimensions, 1));
        for (var id = 0; id < 4; id++)
        {
            sketches.Add(1, id, 1, vector);
        }

        sketches.End(1, isReady: true);
        Assert.Null(Found(sketches, 1, vector));
    }

    private static IEnumerable<long>? Found(VectorSketches sketches, long model, float[] vector) => sketches.Find(model) is { } view ? Near(view, vector).Ids.Order() : null;

    private static (IReadOnlyList<long> Ids, long Among) Near(SketchSet.View? view, float[] query, long? source = null, HashSet<long>? only = null) =>
        view!.Value.Nearest(query, source, only, view.Value.Enough(query.Length, 25));

    private static float[] Unit(Random random)
    {
        float[] vector = [.. Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() - 0.5))];
        return Normalised(vector);
    }

    private static float[] Between(float[] a, float[] b) => Normalised([.. a.Zip(b, (one, other) => one + other)]);

    private static float[] Normalised(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }
}
