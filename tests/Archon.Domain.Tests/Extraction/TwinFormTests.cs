using Archon.Domain.Extraction;
using Archon.Domain.Tests.Urls;

namespace Archon.Domain.Tests.Extraction;

public sealed class TwinFormTests
{
    [Theory]
    [InlineData("/docs/a.md /docs/b.md /docs/index.md", TwinForm.Replaced)]
    [InlineData("/docs/a.html.md /docs/b.htm.md /docs/c.md", TwinForm.Appended)]
    [InlineData("/docs/a/index.md /docs/b/index.md /docs/c.md", TwinForm.Index)]
    [InlineData("/docs/a/index.md /docs/b.md", TwinForm.Replaced)]
    [InlineData("/docs/a /docs/b.html", TwinForm.None)]
    [InlineData("", TwinForm.None)]
    public void Of_IsWhatMostOfTheListHave(string listed, TwinForm form) =>
        Assert.Equal(form, TwinForms.Of(listed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(path => TestUrl.Of("https://example.org" + path))));

    [Theory]
    [InlineData("/docs/a.md", "/docs/a /docs/a.html /docs/a/ /docs/a.htm /docs/a/index.html")]
    [InlineData("/docs/a.html.md", "/docs/a /docs/a.html /docs/a/ /docs/a.htm /docs/a/index.html")]
    [InlineData("/docs/a/index.md", "/docs/a/ /docs/a/index.html /docs/a /docs/a/index")]
    [InlineData("/index.html.md", "/ /index.html /index")]
    [InlineData("/docs/a", "")]
    public void PagesOf_AreTheAddressesItsPageMayHave(string twin, string pages) => Assert.Equal(
        pages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(path => "https://example.org" + path),
        TwinForms.PagesOf(TestUrl.Of("https://example.org" + twin)));

    [Theory]
    [InlineData(TwinForm.Replaced, "/docs/a", "/docs/a.md")]
    [InlineData(TwinForm.Replaced, "/docs/a.html", "/docs/a.md")]
    [InlineData(TwinForm.Replaced, "/docs/a/", "/docs/a.md")]
    [InlineData(TwinForm.Replaced, "/docs/a/index.html", "/docs/a/index.md")]
    [InlineData(TwinForm.Replaced, "/", "/index.md")]
    [InlineData(TwinForm.Appended, "/docs/a", "/docs/a.md")]
    [InlineData(TwinForm.Appended, "/docs/a.html", "/docs/a.html.md")]
    [InlineData(TwinForm.Appended, "/docs/a/", "/docs/a/index.html.md")]
    [InlineData(TwinForm.Index, "/docs/a", "/docs/a/index.md")]
    [InlineData(TwinForm.Index, "/docs/a.html", "/docs/a/index.md")]
    [InlineData(TwinForm.Index, "/docs/a/", "/docs/a/index.md")]
    [InlineData(TwinForm.Index, "/docs/index.html", "/docs/index.md")]
    [InlineData(TwinForm.Replaced, "/docs/a.md", null)]
    [InlineData(TwinForm.Replaced, "/docs/a?page=2", null)]
    [InlineData(TwinForm.None, "/docs/a", null)]
    public void TwinOf_IsBesideThePage(TwinForm form, string page, string? twin) =>
        Assert.Equal(twin is null ? null : "https://example.org" + twin, form.TwinOf(TestUrl.Of("https://example.org" + page))?.Value);
}
