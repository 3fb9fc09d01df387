using Archon.Cli.Usage;

namespace Archon.Cli.Tests.Usage;

public sealed class SeedUrlTests
{
    [Theory]
    [InlineData("https://docs.python.org")]
    [InlineData("HTTP://localhost:8000/x")]
    [InlineData("http://[::1]:80/")]
    public void Complaint_OfAnHttpAddress_IsNone(string url) => Assert.Null(SeedUrl.Complaint(url));

    [Theory]
    [InlineData("docs.python.org", "docs.python.org is not a URL; did you mean https://docs.python.org ?")]
    [InlineData("docs.python.org:8080/x", "docs.python.org:8080/x is not a URL; did you mean https://docs.python.org:8080/x ?")]
    [InlineData("localhost:8000", "localhost:8000 is not a URL; did you mean http://localhost:8000 ?")]
    [InlineData("//e.org/x", "//e.org/x is not a URL; did you mean https://e.org/x ?")]
    [InlineData("ftp://e.org/", "ftp://e.org/ uses the scheme ftp; Archon crawls http and https only.")]
    [InlineData("javascript:alert(1)", "javascript:alert(1) uses the scheme javascript; Archon crawls http and https only.")]
    [InlineData("http://e.org:99999/x", "http://e.org:99999/x is not a URL: its port 99999 is none; ports are 1 to 65,535.")]
    [InlineData("localhost:99999", "localhost:99999 is not a URL: its port 99999 is none; ports are 1 to 65,535.")]
    [InlineData("http://e.org:8o80/x", "http://e.org:8o80/x is not a URL: its port 8o80 is no number; ports are 1 to 65,535.")]
    [InlineData("https://not a url ?", "https://not a url ? is not a URL: there is a space in its host 'not a url'; write it like https://docs.python.org .")]
    [InlineData("not a url ?", "not a url ? is not a URL; write it like https://docs.python.org .")]
    [InlineData("https://", "https:// is not a URL: it has no host; write it like https://docs.python.org .")]
    [InlineData("http:///x", "http:///x is not a URL: it has no host; write it like https://docs.python.org .")]
    [InlineData("http://[::1", "http://[::1 is not a URL: its host '[::1' cannot be understood; write it like https://docs.python.org .")]
    [InlineData("http://[::1]:0", "http://[::1]:0 is not a URL: its port 0 is none; ports are 1 to 65,535.")]
    [InlineData("https://me:secret@e.org:8443/x?q#f", "The URL has a user name or password before its host, where others see it. Give it with --user @FILE instead, and the URL as https://e.org:8443/x?q#f")]
    [InlineData("http://me@e.org", "The URL has a user name or password before its host, where others see it. Give it with --user @FILE instead, and the URL as http://e.org")]
    public void Complaint_SaysWhatToTypeInstead(string url, string expected) => Assert.Equal(expected, SeedUrl.Complaint(url));

    [Theory]
    [InlineData("http://e.org/@x")]
    [InlineData("http://e.org?a@b:99999")]
    [InlineData("http://e.org#a@b")]
    public void Complaint_OfAnAtSignBehindTheHost_IsNone(string url) => Assert.Null(SeedUrl.Complaint(url));

    [Theory]
    [InlineData("")]
    [InlineData("x:")]
    [InlineData("ftp://")]
    [InlineData("http://e.org:")]
    public void Complaint_OfALongText_QuotesItsStartOnly(string start)
    {
        var complaint = SeedUrl.Complaint(start + new string('a', 70_000));

        Assert.NotNull(complaint);
        Assert.InRange(complaint.Length, 20, 300);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("https://")]
    [InlineData("http:///x")]
    public void Complaint_OfNoAddressAtAll_IsASentence(string url) => Assert.EndsWith(".", SeedUrl.Complaint(url), StringComparison.Ordinal);
}
