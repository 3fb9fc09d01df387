using System.Xml.Linq;

namespace Archon.Architecture.Tests;

/// <summary>Which project may see which: the arrows of the design, and no others.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Archon.GrainInterfaces"] = [],
        ["Archon.Domain"] = [],
        ["Archon.Ports"] = ["Archon.Domain"],
        ["Archon.Grains"] = ["Archon.Domain", "Archon.GrainInterfaces", "Archon.Ports"],
        ["Archon.Fetching"] = ["Archon.Ports"],
        ["Archon.Embeddings"] = ["Archon.Ports"],
        ["Archon.Embeddings.Onnx"] = ["Archon.Embeddings", "Archon.Ports"],
        ["Archon.Storage.Sqlite"] = ["Archon.Ports"],
        ["Archon.Storage.Postgres"] = ["Archon.Ports"],
        ["Archon.Silo"] = ["Archon.Embeddings", "Archon.Embeddings.Onnx", "Archon.Fetching", "Archon.Gateway", "Archon.Grains", "Archon.Storage.Postgres", "Archon.Storage.Sqlite"],
        ["Archon.Client"] = ["Archon.GrainInterfaces"],
        ["Archon.Agents"] = ["Archon.Client"],
        ["Archon.Gateway"] = ["Archon.Agents", "Archon.Client"],
        ["Archon.Cli"] = ["Archon.Agents", "Archon.Client", "Archon.Silo"],
    };

    /// <summary>Packages that speak to the world, and the only projects that may use them.</summary>
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["Microsoft.Data.Sqlite"] = ["Archon.Storage.Sqlite"],
        ["Npgsql"] = ["Archon.Storage.Postgres"],
        ["OpenAI"] = ["Archon.Embeddings"],
        ["Microsoft.ML.OnnxRuntime.Managed"] = ["Archon.Embeddings.Onnx"],
        ["Microsoft.ML.OnnxRuntime"] = ["Archon.Cli"],
        ["Microsoft.Playwright"] = ["Archon.Fetching"],
        ["AngleSharp"] = ["Archon.Domain"],
        ["Markdig"] = ["Archon.Domain"],
        ["PdfPig"] = ["Archon.Domain"],
        ["Spectre.Console"] = ["Archon.Cli"],
        ["System.CommandLine"] = ["Archon.Cli"],
        ["ModelContextProtocol.Core"] = ["Archon.Agents"],
        ["ModelContextProtocol.AspNetCore"] = ["Archon.Gateway"],
    };

    private static readonly string[] Rooms = ["grain-interfaces", "grains", "silo", "client", "tests"];

    public static TheoryData<string> Projects() => [.. Sources().Select(project => project.Name)];

    [Theory, MemberData(nameof(Projects))]
    public void Project_SeesOnlyWhatTheDesignAllows(string name)
    {
        var project = Sources().Single(candidate => candidate.Name == name);

        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} has no line in the table of arrows.");
        Assert.Empty(project.References.Except(allowed!));
    }

    [Theory, MemberData(nameof(Projects))]
    public void Project_UsesOnlyThePackagesOfItsRoom(string name)
    {
        var project = Sources().Single(candidate => candidate.Name == name);

        Assert.DoesNotContain(project.Packages, package => Packages.TryGetValue(package, out var users) && !users.Contains(name));
    }

    [Fact]
    public void EveryProject_IsNamedAfterItsFolder() =>
        Assert.All(Files(), file => Assert.Equal(Path.GetFileName(Path.GetDirectoryName(file)), Path.GetFileNameWithoutExtension(file)));

    [Fact]
    public void EveryProject_IsInTheSolution()
    {
        var solution = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Archon.sln"));

        Assert.All(Files(), file => Assert.Contains($"{Path.GetFileName(file)}\"", solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Files() =>
        Rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, room), "*.csproj", SearchOption.AllDirectories));

    private static IEnumerable<(string Name, string[] References, string[] Packages)> Sources() =>
        from file in Files()
        where !file.StartsWith(Path.Combine(RepositoryRoot.Path, "tests"), StringComparison.Ordinal)
        let project = XDocument.Load(file)
        select (
            Path.GetFileNameWithoutExtension(file),
            project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).ToArray(),
            project.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value).ToArray());
}
