using Archon.Domain.Sitemaps;

namespace Archon.Domain.Tests.Sitemaps;

public sealed class SitemapReaderTests
{
    [Theory]
    [InlineData("<urlset>", "<url><loc>https://h/a</loc></url>")]
    [InlineData("", "https://h/a\n")]
    public void Read_OfMoreEntriesThanAFileMayHave_StopsThere(string head, string entry)
    {
        var text = new EndlessText(head, entry);

        var sitemap = SitemapReader.Read(text);

        Assert.Equal(Sitemap.MostEntries, sitemap.Entries.Length);
        Assert.True(sitemap.IsCut);
        Assert.False(sitemap.IsBroken);
        Assert.InRange(text.Count, 1, (Sitemap.MostEntries + 10_000) * entry.Length);
    }

    [Fact]
    public void Read_OfAnAddressWithoutEnd_KeepsItsBeginning()
    {
        var sitemap = SitemapReader.Read(new StringReader($"<urlset><url><loc>https://h/{new string('a', 1_000_000)}</loc></url><url><loc>https://h/b</loc></url></urlset>"));

        Assert.Equal(2, sitemap.Entries.Length);
        Assert.InRange(sitemap.Entries[0].Location.Length, 2049, 5000);
        Assert.Equal("https://h/b", sitemap.Entries[1].Location);
    }

    [Theory]
    [InlineData("today")]
    [InlineData("10:00")]
    [InlineData("2026-13-01")]
    [InlineData("28 Nov")]
    public void LastModified_ThatSaysNoDay_IsNone(string text)
    {
        var sitemap = SitemapReader.Read(new StringReader($"<urlset><url><loc>https://h/a</loc><lastmod>{text}</lastmod></url></urlset>"));

        Assert.Null(Assert.Single(sitemap.Entries).LastModified);
    }

    /// <summary>Repeats an entry for ever, and counts what was read.</summary>
    private sealed class EndlessText(string head, string entry) : TextReader
    {
        public int Count { get; private set; }

        public override int Peek() => At(Count);

        public override int Read() => At(Count++);

        public override int Read(char[] buffer, int index, int count)
        {
            for (var i = 0; i < count; i++)
            {
                buffer[index + i] = At(Count++);
            }

            return count;
        }

        private char At(int place) => place < head.Length ? head[place] : entry[(place - head.Length) % entry.Length];
    }
}
