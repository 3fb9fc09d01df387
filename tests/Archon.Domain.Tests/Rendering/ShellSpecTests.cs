using Archon.Domain.Rendering;

namespace Archon.Domain.Tests.Rendering;

/// <summary>Holds every case in <c>Specs/rendering</c>: a document above a line with a single dot, the judgement below it.</summary>
public sealed class ShellSpecTests
{
    private const string Fence = "````````````````````````````````";

    public static TheoryData<string, string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Specs", "rendering"), "*.md").Order(StringComparer.Ordinal))
            {
                foreach (var section in File.ReadAllText(path).ReplaceLineEndings("\n").Split("\n## ").Skip(1))
                {
                    var html = section[(section.IndexOf(" example\n", StringComparison.Ordinal) + 9)..section.LastIndexOf("\n.\n", StringComparison.Ordinal)];
                    var judgement = section[(section.LastIndexOf("\n.\n", StringComparison.Ordinal) + 3)..section.LastIndexOf(Fence, StringComparison.Ordinal)].Trim();
                    cases.Add(Path.GetFileName(path), section[..section.IndexOf('\n', StringComparison.Ordinal)], html, judgement);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_AsTheSpecSays(string file, string name, string html, string expected)
    {
        var judgement = ShellJudge.Judge(ShellScanner.Read(html));

        Assert.Equal($"{file}, {name}: {expected}", $"{file}, {name}: {judgement.Verdict}{(judgement.IsCertain ? ", certain" : "")}: {judgement.Ground}");
    }

    [Theory]
    [InlineData("<")]
    [InlineData("<a \"")]
    [InlineData("<div id=root>")]
    [InlineData("<noscript>")]
    [InlineData("<!--")]
    [InlineData("<main><!-- --></div>")]
    public void Read_OfAMillionTimesTheSame_IsLinear(string piece)
    {
        var html = "<script></script>" + string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));

        Assert.Equal(1, ShellScanner.Read(html).Scripts);
    }

    [Fact]
    public void Read_CountsLinksWithAnAddress() =>
        Assert.Equal(2, ShellScanner.Read("<script></script><a href=/a>a</a><a name=b>b</a><A class='x' HREF=\"/c\">c</A><a href=''>d</a><abbr href=/e>e</abbr>").Links);
}
