using Archon.Domain.Llms;

namespace Archon.Domain.Tests.Llms;

public sealed class LlmsFullReaderTests
{
    [Theory]
    [InlineData("# One\ntext\n\n# Two\nmore\n", "one|two")]
    [InlineData("\uFEFFAbout all of it.\n\n# One\n", "introduction|one")]
    [InlineData("# One\r\ntext\r\n# Two\r\n", "one|two")]
    [InlineData("# Same\n# Same\n# Same-1\n# Same", "same|same-1|same-1-1|same-2")]
    [InlineData("# Introduction\n\n# Introduction", "introduction|introduction-1")]
    [InlineData("Before.\n# Introduction\n", "introduction|introduction-1")]
    [InlineData("# What's `new` in C# 14? ##\n", "whats-new-in-c-14")]
    [InlineData("# Über\u00a0uns\n", "über-uns")]
    [InlineData("# ???\n# !!!", "part|part-1")]
    [InlineData("   # Indented\n    # Code\n", "indented")]
    [InlineData("\uFEFF# Introduction\n", "introduction")]
    [InlineData("# One\n## Below\n#NoBlank\n####### Seven\n", "one")]
    [InlineData("# One\n```sh\n# a comment\n```\n# Two\n~~~~\n# another\n~~~\n# still\n~~~~\n# Three", "one|two|three")]
    [InlineData("# One\n```\n# open to the end", "one")]
    [InlineData("# One\n``` not a `fence`\n# Two", "one|two")]
    [InlineData("# One\n    ```\n# Two", "one|two")]
    [InlineData("No heading at all.", "")]
    [InlineData("## Only below\n", "")]
    [InlineData("<!doctype html>\n# One", "")]
    [InlineData("", "")]
    public void Split_CutsAtHeadingsOfTheFirstLevelOutsideFences(string text, string slugs)
    {
        var parts = LlmsFullReader.Split(text);

        Assert.Equal(slugs, string.Join('|', parts.Select(part => part.Slug)));
        if (!parts.IsEmpty)
        {
            Assert.Equal(text.TrimStart('\uFEFF'), string.Concat(parts.Select(part => text.Substring(part.Start, part.Length))));
        }
    }

    [Fact]
    public void Split_OfVeryMany_TakesTheRestForTheLast()
    {
        var text = string.Concat(Enumerable.Range(0, LlmsFullReader.MostParts + 10).Select(n => $"# n{n}\n"));

        var parts = LlmsFullReader.Split(text);

        Assert.Equal(LlmsFullReader.MostParts, parts.Length);
        Assert.Equal(text.Length, parts[^1].Start + parts[^1].Length);
    }

    [Fact]
    public void Split_OfAnyNames_GivesEachOnce()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(n => $"# same{(n % 3 == 0 ? "" : $"-{n % 7}")}\n"));

        var parts = LlmsFullReader.Split(text);

        Assert.Equal(3000, parts.Select(part => part.Slug).Distinct(StringComparer.Ordinal).Count());
    }
}
