using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Exporting;

/// <summary>A form that pages are exported in. What is disposed of before it was completed leaves nothing half.</summary>
internal interface IPageExporter : IDisposable
{
    /// <summary>Pages written.</summary>
    long Count { get; }

    /// <summary>Where they are, absolute.</summary>
    string Place { get; }

    void Write(StoredPage page);

    /// <summary>There are no more.</summary>
    void Complete();
}
