using Archon.Domain.Documents;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Processing;
using Archon.Ports.Fetching;

namespace Archon.Grains.Processing;

/// <summary>Reads a document that was handed in: as a page is read, but for its address, which nobody dials, and its links, which nobody follows.</summary>
internal static class HandedInDocument
{
    /// <summary>The page, or why there is none.</summary>
    public static DocumentReading Read(CpuWorker worker, ProcessPage command, CancellationToken cancellationToken)
    {
        var address = DocumentAddress.TryParse(command.Url, out var parsed)
            ? parsed.ToUri()
            : throw new ArgumentException($"'{command.Url}' is no address of a document.", nameof(command));
        var reading = (DocumentKind)command.DocumentKind switch
        {
            DocumentKind.Pdf => CpuWorker.ReadPdf(command.Bytes!.Take(), cancellationToken),
            DocumentKind.Notebook => NotebookReader.Read(command.Text.Take(), address, cancellationToken),
            DocumentKind.Html => new DocumentReading(worker.ReadHtml(command.Text, address, isRendered: false, cancellationToken)),
            DocumentKind.Markdown => new DocumentReading(MarkdownPageReader.Read(command.Text.Take(), address, cancellationToken)),
            _ => new DocumentReading(TextPageReader.Read(command.Text.Take(), address)),
        };
        return reading.Page is { } page
            ? reading with { Page = page with { CanonicalLink = null, MarkdownLink = null, Sitemaps = [], Links = [], NoIndex = false } }
            : reading;
    }
}
