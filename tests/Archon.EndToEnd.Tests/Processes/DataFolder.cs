namespace Archon.EndToEnd.Tests.Processes;

/// <summary>A data folder of its own, deleted afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archon-test-");

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
