namespace Archon.Embeddings.Tests;

public sealed class AnswerableSizeTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);

    private readonly AnswerableSize _size = new(TimeSpan.FromMinutes(1));

    [Fact]
    public void AsLongAsAllAreAnswered_AnySizeIsSent()
    {
        _size.Answered(TimeSpan.FromSeconds(50), 1000);

        Assert.Equal(long.MaxValue, _size.Most);
    }

    [Fact]
    public void OfWhatTookTooLong_HalfIsSent_HoweverManyWereUnderWay()
    {
        _size.TookTooLong(1000);
        _size.TookTooLong(1000);
        Assert.Equal(500, _size.Most);

        _size.TookTooLong(400);
        Assert.Equal(200, _size.Most);

        _size.TookTooLong(1);
        Assert.Equal(1, _size.Most);
    }

    [Fact]
    public void QuickAnswers_RaiseItByHalf_UntilAllIsSentAgain()
    {
        _size.TookTooLong(1000);

        _size.Answered(Quick, 400);
        Assert.Equal(750, _size.Most);

        _size.Answered(Quick, 700);
        Assert.Equal(long.MaxValue, _size.Most);
    }

    [Theory]
    [InlineData(8, 500)]
    [InlineData(1, 249)]
    public void ASlowAnswer_OrOneOfMuchLess_RaisesNothing(int seconds, int size)
    {
        _size.TookTooLong(1000);

        _size.Answered(TimeSpan.FromSeconds(seconds), size);

        Assert.Equal(500, _size.Most);
    }

    [Fact]
    public void TheLeast_GrowsAgain()
    {
        _size.TookTooLong(2);

        _size.Answered(Quick, 1);

        Assert.Equal(2, _size.Most);
    }
}
