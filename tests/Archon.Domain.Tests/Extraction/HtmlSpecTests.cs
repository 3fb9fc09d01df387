using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

/// <summary>Holds every case in <c>Specs/extraction</c>: HTML above a line with a single dot, the Markdown we owe below it; → is a tab.</summary>
public sealed class HtmlSpecTests
{
    private static readonly Uri Address = new("https://docs.example.org/guide/page.html");

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();

            foreach (var spec in SpecFile.All)
            {
                cases.Add(spec.File, spec.Name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_AsTheSpecSays(string file, string name)
    {
        var spec = SpecFile.All.Single(spec => spec.File == file && spec.Name == name);

        var page = new HtmlPageReader().Read(spec.Html, Address, TestContext.Current.CancellationToken);

        Assert.Equal(spec.Markdown, page.Markdown);
    }

    [Fact]
    public void Read_WithOneReaderForAllPages_RemembersNothing()
    {
        var reader = new HtmlPageReader();

        foreach (var spec in SpecFile.All)
        {
            Assert.Equal(spec.Markdown, reader.Read(spec.Html, Address, TestContext.Current.CancellationToken).Markdown);
        }
    }
}
