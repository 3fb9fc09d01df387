using System.Text;
using Archon.Domain.Sitemaps;
using Archon.Domain.Tests.Extraction;

namespace Archon.Domain.Tests.Sitemaps;

/// <summary>Holds every case in <c>Specs/sitemaps</c>: a file above a line with a single dot; below it what it is, and its entries.</summary>
public sealed class SitemapSpecTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        SpecFile.In("sitemaps").Select(spec => new TheoryDataRow<string, string>(spec.File, spec.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_AsTheSpecSays(string file, string name)
    {
        var spec = SpecFile.In("sitemaps").Single(spec => spec.File == file && spec.Name == name);

        Assert.Equal(spec.Markdown, Written(SitemapReader.Read(new StringReader(spec.Html))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_WithAByteOrderMarkAndEmptyLinesBefore_IsTheSame(string file, string name)
    {
        var spec = SpecFile.In("sitemaps").Single(spec => spec.File == file && spec.Name == name);

        Assert.Equal(spec.Markdown, Written(SitemapReader.Read(new StringReader("\uFEFF\r\n \n" + spec.Html))));
    }

    private static string Written(Sitemap sitemap)
    {
        var text = new StringBuilder($"{sitemap.Kind}{(sitemap.IsBroken ? ", broken" : "")}\n");
        foreach (var entry in sitemap.Entries)
        {
            var changed = entry.LastModified is { } time ? $" {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFF}Z" : "";
            text.Append(entry.Location).Append(changed).Append('\n');
        }

        return text.ToString();
    }
}
