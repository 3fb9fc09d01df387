using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

public sealed class DocumentAddressTests
{
    [Theory]
    [InlineData("file:///home/me/a.md", "file:///home/me/a.md")]
    [InlineData("FILE:///home/me/a b#c?.md", "file:///home/me/a%20b%23c%3F.md")]
    [InlineData("file:///home/me/a%20b%2ec%c3%a9.md", "file:///home/me/a%20b.c%C3%A9.md")]
    [InlineData("file:///C:/x/y(1).md", "file:///C:/x/y(1).md")]
    [InlineData("file:///a/b\\c.md", "file:///a/b%5Cc.md")]
    [InlineData("file:///50%25.md", "file:///50%25.md")]
    [InlineData("upload:///My docs/guide/a.md", "upload:///My%20docs/guide/a.md")]
    [InlineData("file:///home/me/", "file:///home/me/")]
    public void TryParse_OfAnAddress_WritesItInOneWay(string text, string value)
    {
        Assert.True(DocumentAddress.TryParse(text, out var address));
        Assert.Equal(value, address.Value);
        Assert.True(DocumentAddress.TryParse(address.Value, out var again));
        Assert.Equal(address, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("https://a/b")]
    [InlineData("file://host/a.md")]
    [InlineData("file:///")]
    [InlineData("file:////a.md")]
    [InlineData("file:///a//b.md")]
    [InlineData("file:///a/../b.md")]
    [InlineData("file:///a/%2e%2e/b.md")]
    [InlineData("file:///a/./b.md")]
    [InlineData("file:///a%2Fb.md")]
    [InlineData("file:///a%00.md")]
    [InlineData("file:///a\u0007.md")]
    public void TryParse_OfSomethingElse_IsFalse(string? text)
    {
        Assert.False(DocumentAddress.TryParse(text, out var address, out var why));
        Assert.Equal("", address.Value);
        Assert.NotEmpty(why);
    }

    [Theory]
    [InlineData("a.md", "upload:///Docs/a.md")]
    [InlineData("guide/ä.md", "upload:///Docs/guide/%C3%A4.md")]
    [InlineData("C:\\secret\\a.md", "upload:///Docs/C:%5Csecret%5Ca.md")]
    [InlineData("100%2F.md", "upload:///Docs/100%252F.md")]
    [InlineData("file:///home/me/a.md", "file:///home/me/a.md")]
    public void TryOfDocument_OfAName_LiesBelowTheSource(string name, string value)
    {
        Assert.True(DocumentAddress.TryOfSource("Docs", out var source, out _));
        Assert.True(DocumentAddress.TryOfDocument(source, name, out var address, out _));
        Assert.Equal(value, address.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../a.md")]
    [InlineData("a/../../b.md")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b.md")]
    [InlineData("a/")]
    [InlineData("a\0.md")]
    [InlineData("a\r\nb.md")]
    [InlineData("file:///../etc/passwd")]
    public void TryOfDocument_OfANameThatLeadsElsewhere_IsFalse(string name)
    {
        Assert.True(DocumentAddress.TryOfSource("Docs", out var source, out _));
        Assert.False(DocumentAddress.TryOfDocument(source, name, out _, out var why));
        Assert.NotEmpty(why);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("/abs.md", "begins with a slash; it is a path below its source")]
    [InlineData("a//b.md", "has an empty part between two slashes")]
    public void TryOfDocument_OfAnEmptyPart_SaysWhichItIs(string name, string sentence)
    {
        Assert.True(DocumentAddress.TryOfSource("Docs", out var source, out _));
        Assert.False(DocumentAddress.TryOfDocument(source, name, out _, out var why));
        Assert.Equal(sentence, why);
    }

    [Fact]
    public void TryOfDocument_OfHalfACharacter_IsFalse()
    {
        Assert.True(DocumentAddress.TryOfSource("Docs", out var source, out _));
        Assert.False(DocumentAddress.TryOfDocument(source, "a" + new string('\uD800', 1) + ".md", out _, out _));
    }

    [Fact]
    public void TryOfDocument_OfAVeryLongName_IsFalse()
    {
        Assert.True(DocumentAddress.TryOfSource("Docs", out var source, out _));
        Assert.False(DocumentAddress.TryOfDocument(source, new string('a', 1_000_000) + ".md", out _, out var why));
        Assert.Contains("2,048", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Docs", "upload:///Docs/")]
    [InlineData("file:///home/me/docs", "file:///home/me/docs/")]
    [InlineData("file:///home/me/docs/", "file:///home/me/docs/")]
    public void TryOfSource_OfANameOrAFolder_IsItsAddress(string name, string value)
    {
        Assert.True(DocumentAddress.TryOfSource(name, out var source, out _));
        Assert.Equal(value, source.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("https://example.org/")]
    [InlineData("a\nb")]
    public void TryOfSource_OfSomethingElse_IsFalse(string name) => Assert.False(DocumentAddress.TryOfSource(name, out _, out _));

    [Fact]
    public void Contains_IsBelowAndNotBeside()
    {
        Assert.True(DocumentAddress.TryParse("file:///a/docs/", out var folder));
        Assert.True(DocumentAddress.TryParse("file:///a/docs/x/y.md", out var below));
        Assert.True(DocumentAddress.TryParse("file:///a/docs-old/y.md", out var beside));

        Assert.True(folder.Contains(below));
        Assert.False(folder.Contains(beside));
        Assert.False(folder.Contains(folder));
    }

    [Fact]
    public void SourceId_IsOfTheFoldersName()
    {
        Assert.True(DocumentAddress.TryParse("file:///home/me/My Docs/", out var folder));

        Assert.Equal("My Docs", folder.Name);
        Assert.Matches("^file-my-docs-[0-9a-f]{8}$", SourceId.From(folder));
    }
}
