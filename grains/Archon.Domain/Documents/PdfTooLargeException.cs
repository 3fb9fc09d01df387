namespace Archon.Domain.Documents;

/// <summary>A PDF holds more than one may once it is unpacked.</summary>
internal sealed class PdfTooLargeException(string message) : Exception(message);
