using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Exporting;

/// <summary>
/// Writes pages into one <c>llms-full.txt</c> (llmstxt.org), as a model reads them at once: each begins with a heading of the first level, then its address.
/// </summary>
internal sealed class LlmsExporter(string directory) : IPageExporter
{
    private readonly WholeFile _file = new(directory, "llms-full.txt");

    public long Count { get; private set; }

    public string Place => _file.Place;

    public void Write(StoredPage page)
    {
        // Most pages bring their heading along; the address belongs below it, so that a reader who cuts at headings keeps it with its page.
        var (heading, text) = page.Markdown.StartsWith("# ", StringComparison.Ordinal) ? Cut(page.Markdown) : ($"# {page.Title}", page.Markdown);
        _file.WriteLine($"{heading}\n\nSource: {page.Url}\n\n{text.Trim('\n')}\n");
        Count++;
    }

    public void Complete() => _file.Complete();

    public void Dispose() => _file.Dispose();

    private static (string Heading, string Text) Cut(string markdown)
    {
        var end = markdown.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (markdown, "") : (markdown[..end], markdown[(end + 1)..]);
    }
}
