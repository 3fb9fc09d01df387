using Archon.Domain.Anchors;

namespace Archon.Domain.Tests.Anchors;

public sealed class PassageFragmentsTests
{
    [Fact]
    public void WhatBeginsInside_IsReadAsItWasWritten()
    {
        PageAnchor[] inside = [new(7, "b"), new(90, "c%20d")];

        var fragments = PassageFragments.Write("a", inside);

        Assert.Equal("a", PassageFragments.First(fragments));
        Assert.Equal(inside, PassageFragments.Inside(fragments));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public void APassageOfOneSection_HasItsFragmentAlone(string first)
    {
        Assert.Equal(first, PassageFragments.Write(first, []));
        Assert.Equal(first, PassageFragments.First(first));
        Assert.Empty(PassageFragments.Inside(first));
    }

    [Fact]
    public void WhatIsNotKnown_LeadsNowhere()
    {
        Assert.Equal("\n9 c", PassageFragments.Among("a\n5 b\n9 c", new HashSet<string> { "c" }));
        Assert.Equal("a", PassageFragments.Among("a\n5 b\n9 c", new HashSet<string> { "a" }));
    }
}
