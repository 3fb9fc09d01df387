using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class PassageWindowTests
{
    [Fact]
    public void Around_JoinsNeighboursInOrder() =>
        Assert.Equal("a\n\nb\n\nc", PassageWindow.Around([Passage(0, "a"), Passage(1, "b"), Passage(2, "c")], 1));

    [Fact]
    public void Around_LeavesOutWhatDoesNotFit_LaterOnesFirst()
    {
        var text = PassageWindow.Around([Passage(0, new string('a', 2000)), Passage(1, "b"), Passage(2, new string('c', 3000))], 1);

        Assert.Equal("b\n\n" + new string('c', 3000), text);
    }

    [Fact]
    public void Around_DoesNotJumpOverAGap() => Assert.Equal("b", PassageWindow.Around([Passage(0, "a"), Passage(2, "b"), Passage(4, "c")], 2));

    [Fact]
    public void Around_SaysAnOverlapOnce() =>
        Assert.Equal("one two \n\nthree", PassageWindow.Around([(0, 0, 8, "one two "), (1, 4, 13, "two three")], 0));

    [Fact]
    public void Around_OfAHugePassage_IsThatPassage()
    {
        var huge = new string('x', 10_000);

        Assert.Equal(huge, PassageWindow.Around([Passage(0, "a"), Passage(1, huge), Passage(2, "c")], 1));
    }

    private static (int Ordinal, int Start, int End, string Content) Passage(int ordinal, string content) => (ordinal, ordinal * 10_000, (ordinal * 10_000) + content.Length, content);
}
