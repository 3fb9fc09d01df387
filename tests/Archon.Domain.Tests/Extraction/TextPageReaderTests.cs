using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class TextPageReaderTests
{
    private static readonly Uri Address = new("https://docs.example.org/llms.txt");

    [Fact]
    public void Read_ShowsTheTextAsItIs()
    {
        var page = TextPageReader.Read("\r\n  Title line \r\n```\r\n<b>\ttail  ", Address);

        Assert.Equal("Title line", page.Title);
        Assert.Equal("````text\n\n  Title line \n```\n<b>\ttail  \n````\n", page.Markdown);
    }

    [Fact]
    public void Title_IsCutAt120Letters() => Assert.Equal(120, TextPageReader.Read(new string('x', 500), Address).Title.Length);

    [Theory]
    [InlineData("<!--\nmade by a program\n-->\n\nThe code formatter\n", "The code formatter")]
    [InlineData("=====\nGuide\n=====\n", "Guide")]
    [InlineData("<!-- all of it -->\n", "<!-- all of it -->")]
    [InlineData("<!-- it has no end\nText\n", "<!-- it has no end")]
    [InlineData("***\n", "***")]
    public void Title_IsTheFirstLineThatSaysSomething(string text, string title) => Assert.Equal(title, TextPageReader.Read(text, Address).Title);

    [Fact]
    public void Read_OfBlanks_IsEmpty() => Assert.Equal("", TextPageReader.Read(" \n\n", Address).Markdown);

    [Fact]
    public void Links_AreTheWebAddresses()
    {
        var page = TextPageReader.Read("See https://a.example/x(1), (http://b.example/y). xhttp://no.example https://a.example/x(1)", Address);

        Assert.Equal(["https://a.example/x(1)", "http://b.example/y"], page.Links);
    }
}
