using Archon.Domain.Rendering;

namespace Archon.Domain.Tests.Rendering;

public sealed class RenderLearningTests
{
    private const string Docs = "/docs/**";

    private readonly RenderLearning _learning = new();

    [Fact]
    public void Shells_AreRendered_AsLongAsTheyGain()
    {
        for (var page = 0; page < 1000; page++)
        {
            _learning.Count();
            Assert.True(_learning.Wants(Docs, ShellVerdict.Shell));
            _learning.Learn(Docs, ShellVerdict.Shell, gained: true);
        }

        Assert.True(_learning.IsProven(Docs, ShellVerdict.Shell));
        Assert.False(_learning.IsProven("/api/**", ShellVerdict.Shell));
    }

    [Fact]
    public void ServerRenderedSite_OfThinPages_IsLookedAtFewTimes_AndLessOftenLater()
    {
        var rendered = 0;
        for (var page = 0; page < 10_000; page++)
        {
            _learning.Count();
            if (_learning.Wants($"/module{page % 70}/**.html", page % 3 == 0 ? ShellVerdict.Shell : ShellVerdict.Doubtful))
            {
                rendered++;
                _learning.Learn($"/module{page % 70}/**.html", page % 3 == 0 ? ShellVerdict.Shell : ShellVerdict.Doubtful, gained: false);
            }
        }

        // Three shells that cost nothing to believe, ten of the first thousand pages, and one of each thousand after it.
        Assert.Equal(3 + 10 + 9, rendered);
    }

    [Fact]
    public void DoubtfulPages_AreLookedAtInSmallNumber_UntilOneGains()
    {
        for (var page = 0; page < 49; page++)
        {
            _learning.Count();
            Assert.False(_learning.Wants(Docs, ShellVerdict.Doubtful));
        }

        _learning.Count();
        Assert.True(_learning.Wants(Docs, ShellVerdict.Doubtful));

        _learning.Learn(Docs, ShellVerdict.Doubtful, gained: true);
        Assert.True(_learning.IsProven(Docs, ShellVerdict.Doubtful));
        Assert.False(_learning.Wants("/blog/**", ShellVerdict.Complete));
    }

    [Fact]
    public void Pattern_ThatHasGained_IsGivenUpAfterTenDisappointments()
    {
        _learning.Learn(Docs, ShellVerdict.Shell, gained: true);
        for (var page = 0; page < 10; page++)
        {
            Assert.True(_learning.Wants(Docs, ShellVerdict.Shell));
            _learning.Learn(Docs, ShellVerdict.Shell, gained: false);
        }

        Assert.False(_learning.Wants(Docs, ShellVerdict.Shell));
    }

    [Theory]
    [InlineData("/", "/**")]
    [InlineData("/index.html", "/**.html")]
    [InlineData("/docs/a/b", "/docs/**")]
    [InlineData("/docs/a/b.html?v=1.2", "/docs/**.html")]
    [InlineData("/v1.2/guide", "/v1.2/**")]
    [InlineData("/docs/", "/docs/**")]
    [InlineData("/docs/what.is.a.monad", "/docs/**.monad")]
    public void PathPattern_IsTheFirstFolderAndTheEnding(string path, string expected) => Assert.Equal(expected, PathPattern.Of(path));

    [Theory]
    [InlineData(0, 0, 60, 0, true)]
    [InlineData(0, 0, 59, 4, false)]
    [InlineData(0, 0, 0, 5, true)]
    [InlineData(1000, 20, 1200, 21, false)]
    [InlineData(1000, 20, 1250, 20, true)]
    [InlineData(1000, 20, 1000, 40, true)]
    [InlineData(1000, 20, 300, 0, false)]
    public void Gain_IsEnoughMoreTextOrLinks(int textBefore, int linksBefore, int textAfter, int linksAfter, bool expected) =>
        Assert.Equal(expected, ShellJudge.IsGain(Evidence(textBefore, linksBefore), Evidence(textAfter, linksAfter)));

    private static PageEvidence Evidence(int text, int links) => new() { TextLength = text, Links = links, Scripts = 1 };
}
