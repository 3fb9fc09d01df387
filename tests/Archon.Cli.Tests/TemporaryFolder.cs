namespace Archon.Cli.Tests;

/// <summary>A folder of one test, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("archon-cli-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
