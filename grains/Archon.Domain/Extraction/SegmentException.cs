namespace Archon.Domain.Extraction;

/// <summary>A segment of a page turned out to depend on what is around it: the page must be read whole.</summary>
internal sealed class SegmentException : Exception;
