using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class MetaRefreshTests
{
    [Theory]
    [InlineData("0; url=start.html", "start.html")]
    [InlineData("0;URL='start.html'", "start.html")]
    [InlineData(" 5 , url = \"a b.html\" rest", "a b.html")]
    [InlineData("0;start.html", "start.html")]
    [InlineData("0 start.html", "start.html")]
    [InlineData("1.5;url=/x?a=1;b=2", "/x?a=1;b=2")]
    [InlineData("0; url.html", "url.html")]
    [InlineData("0; url='open", "open")]
    [InlineData("0;url= start.html ", "start.html")]
    [InlineData("30", null)]
    [InlineData("30;", null)]
    [InlineData("0; url=", null)]
    [InlineData("", null)]
    [InlineData("url=start.html", null)]
    [InlineData("0start.html", null)]
    public void Target_IsTheAddress(string content, string? target) => Assert.Equal(target, MetaRefresh.Target(content));

    [Fact]
    public void RefreshOfAPage_IsALinkOfIt()
    {
        var page = new HtmlPageReader().Read(
            "<head><meta http-equiv=Refresh content='0; url=start.html'><meta name=refresh content='0; url=other.html'></head><p>Moved.",
            new Uri("https://docs.example.org/guide/"),
            TestContext.Current.CancellationToken);

        Assert.Equal(["https://docs.example.org/guide/start.html"], page.Links);
    }
}
