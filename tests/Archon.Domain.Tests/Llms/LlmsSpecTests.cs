using System.Text;
using Archon.Domain.Llms;
using Archon.Domain.Tests.Extraction;

namespace Archon.Domain.Tests.Llms;

/// <summary>Holds every case in <c>Specs/llms</c>: a file above a line with a single dot; below it title, summary, and each section's links.</summary>
public sealed class LlmsSpecTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases =>
        SpecFile.In("llms").Select(spec => new TheoryDataRow<string, string>(spec.File, spec.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_AsTheSpecSays(string file, string name)
    {
        var spec = SpecFile.In("llms").Single(spec => spec.File == file && spec.Name == name);

        Assert.Equal(spec.Markdown, Written(LlmsReader.Read(spec.Html, TestContext.Current.CancellationToken)));
        Assert.Equal(spec.Markdown, Written(LlmsReader.Read("\uFEFF" + spec.Html.ReplaceLineEndings("\r\n"), TestContext.Current.CancellationToken)));
    }

    private static string Written(LlmsFile? file)
    {
        if (file is null)
        {
            return "none\n";
        }

        var text = new StringBuilder(file.Title).Append('\n');
        if (file.Summary is { } summary)
        {
            text.Append("> ").Append(summary).Append('\n');
        }

        foreach (var section in file.Sections)
        {
            text.Append(section.Name.Length > 0 ? $"## {section.Name}{(section.IsOptional ? " (optional)" : "")}" : "").Append('\n');
            foreach (var link in section.Links)
            {
                text.Append($"{link.Title} | {link.Target} | {link.Note}\n");
            }
        }

        return text.ToString();
    }
}
