using Archon.Domain.Anchors;
using Archon.Domain.Extraction;
using Archon.Domain.Tests.Extraction;

namespace Archon.Domain.Tests.Anchors;

/// <summary>Holds every case in <c>Specs/anchors</c>: a page above a line with a single dot, below it each fragment and the line of Markdown it leads to.</summary>
public sealed class AnchorSpecTests
{
    private static readonly Uri Address = new("https://docs.example.org/guide/page.html");

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var spec in SpecFile.In("anchors"))
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
        var spec = SpecFile.In("anchors").Single(spec => spec.File == file && spec.Name == name);

        var page = file == "markdown.md"
            ? MarkdownPageReader.Read(spec.Html, Address, TestContext.Current.CancellationToken)
            : new HtmlPageReader().Read(spec.Html, Address, TestContext.Current.CancellationToken);

        Assert.Equal(spec.Markdown, string.Concat(page.Anchors.Select(anchor => Say(anchor, page.Markdown))));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_InPartsAsSmallAsCanBe_SaysTheSame(string file, string name)
    {
        var spec = SpecFile.In("anchors").Single(spec => spec.File == file && spec.Name == name);
        if (file == "markdown.md")
        {
            return;
        }

        var html = $"<!doctype html><body><p>First.</p>{spec.Html}";
        var whole = new HtmlPageReader(int.MaxValue, 1).Read(html, Address, TestContext.Current.CancellationToken);
        var parts = new HtmlPageReader(0, 1).Read(html, Address, TestContext.Current.CancellationToken);

        Assert.Equal(whole.Markdown, parts.Markdown);
        Assert.Equal(whole.Anchors, parts.Anchors);
    }

    private static string Say(PageAnchor anchor, string markdown)
    {
        Assert.True(anchor.Start == 0 || markdown[anchor.Start - 1] == '\n');
        var end = markdown.IndexOf('\n', anchor.Start);
        return $"#{anchor.Fragment} {markdown[anchor.Start..end]}\n";
    }
}
