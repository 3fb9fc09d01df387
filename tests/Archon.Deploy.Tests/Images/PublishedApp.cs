using System.Runtime.InteropServices;
using Archon.Deploy.Tests.Images;
using Archon.Deploy.Tests.Processes;

[assembly: AssemblyFixture(typeof(PublishedApp))]

namespace Archon.Deploy.Tests.Images;

/// <summary>What the images hold under <c>/app</c>: made here by the very line of the Dockerfile, on its first use.</summary>
public sealed class PublishedApp : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archon-app-").FullName;
    private readonly Lazy<Task<string>> _app;

    public PublishedApp() => _app = new Lazy<Task<string>>(PublishAsync);

    /// <summary>The folder that is <c>/app</c> in the images.</summary>
    public Task<string> FolderAsync() => _app.Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> PublishAsync()
    {
        var architecture = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var line = Dockerfile.Read().Named("build").One("RUN").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word switch { "$TARGETARCH" => architecture, "/app" => _folder, _ => word }).ToArray();

        // The image is built from nothing; here what ./archon has built already is used again, and no server of the compiler is left behind.
        var artifacts = Environment.GetEnvironmentVariable("ARCHON_ARTIFACTS") ?? Path.Combine(Repository.Root, "artifacts", "archon-build");
        await Command.RunAsync(line[0], [.. line[1..], $"-p:ArtifactsPath={artifacts}", "-nodeReuse:false", "-v", "quiet", "-nologo"]);
        return _folder;
    }
}
