using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Exporting;

/// <summary>
/// Writes pages into one <c>llms-full.txt</c> (llmstxt.org), as a model reads them at once: each begins with a heading of the first level, then its address. The
/// file is whole or not there.
/// </summary>
internal sealed class LlmsExporter : IPageExporter
{
    private const string FileName = "llms-full.txt";

    private readonly string _half;
    private StreamWriter? _writer;

    public LlmsExporter(string directory)
    {
        var root = Directory.CreateDirectory(Path.GetFullPath(directory)).FullName;
        Place = Path.Combine(root, FileName);
        _half = Path.Combine(root, $".archon-export-{Environment.ProcessId}.tmp");
        _writer = new StreamWriter(_half) { NewLine = "\n" };
    }

    public long Count { get; private set; }

    public string Place { get; }

    public void Write(StoredPage page)
    {
        // Most pages bring their heading along; the address belongs below it, so that a reader who cuts at headings keeps it with its page.
        var (heading, text) = page.Markdown.StartsWith("# ", StringComparison.Ordinal) ? Cut(page.Markdown) : ($"# {page.Title}", page.Markdown);
        var writer = _writer ?? throw new ObjectDisposedException(nameof(LlmsExporter));
        writer.WriteLine($"{heading}\n\nSource: {page.Url}\n\n{text.Trim('\n')}\n");
        Count++;
    }

    public void Complete()
    {
        _writer?.Dispose();
        _writer = null;
        File.Move(_half, Place, overwrite: true);
    }

    public void Dispose()
    {
        _writer?.Dispose();
        File.Delete(_half);
    }

    private static (string Heading, string Text) Cut(string markdown)
    {
        var end = markdown.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (markdown, "") : (markdown[..end], markdown[(end + 1)..]);
    }
}
