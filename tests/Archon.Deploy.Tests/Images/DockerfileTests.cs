using Archon.Silo.Hosting;

namespace Archon.Deploy.Tests.Images;

/// <summary>The Dockerfile against the code, as far as that goes without an engine.</summary>
public sealed class DockerfileTests(PublishedApp app)
{
    private static readonly Dockerfile File = Dockerfile.Read();

    [Theory]
    [InlineData("node")]
    [InlineData("gateway")]
    public async Task EntryPoint_IsInWhatThePublishLineMakes(string target)
    {
        var stage = File.Named(target);
        var folder = await app.FolderAsync();

        Assert.Contains("--from=build /app /app", stage.All("COPY"));
        Assert.Equal("dotnet", stage.Words("ENTRYPOINT")[0]);
        var program = stage.Words("ENTRYPOINT")[1];
        Assert.StartsWith("/app/", program, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(Path.Combine(folder, program["/app/".Length..])), program);
    }

    [Fact]
    public void Nodes_ExposeThePortsOfTheCode()
    {
        Assert.Equal($"{ClusterPorts.Http} {ClusterPorts.Silo} {ClusterPorts.Gateway}", File.Named("node").One("EXPOSE"));
        Assert.Equal($"{ClusterPorts.Http}", File.Named("gateway").One("EXPOSE"));
        Assert.All(["node", "gateway"], target => Assert.Equal($"{ClusterPorts.Http}", File.Named(target).Words("CMD")[^1]));
        Assert.Equal(["serve", "--role", "gateway"], File.Named("gateway").Words("CMD")[..3]);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("gateway")]
    public void Images_RunAsNobodyWithSettingsThatExist(string target)
    {
        Assert.Equal("1654:1654", File.Named(target).One("USER"));
        Assert.All(File.Named(target).Environment().Keys, name => Assert.True(Settings.Has(name), name));
        Assert.Equal("0.0.0.0", File.Named(target).Environment()["ARCHON__GATEWAY__LISTENADDRESS"]);
    }

    [Fact]
    public void Chromium_IsInNodesOnly()
    {
        Assert.Contains(" chromium ", File.Named("node").All("RUN").First(), StringComparison.Ordinal);
        Assert.DoesNotContain(File.Named("gateway").Instructions, instruction => instruction.Line.Contains("chromium", StringComparison.Ordinal));
    }

    [Fact]
    public void Context_HoldsWhatIsCopied()
    {
        var context = Repository.Read(".dockerignore").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("*", context);
        foreach (var copied in File.Named("build").All("COPY"))
        {
            foreach (var path in copied.Split(' ')[..^1])
            {
                Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path);
                Assert.Contains($"!{path}", context);
            }
        }
    }

    [Fact]
    public void BaseImages_ComeFromWhereTheOperatorSays()
    {
        var from = File.Stages.SelectMany(stage => stage.All("FROM")).Select(rest => rest.Split(' ').First(word => !word.StartsWith("--", StringComparison.Ordinal))).ToList();

        Assert.All(from, image => Assert.True(
            image.StartsWith("${DOTNET_REGISTRY}/dotnet/", StringComparison.Ordinal) || image == "${DEBIAN_IMAGE}" || File.Stages.Any(stage => stage.Name == image), image));
        Assert.Contains("DOTNET_REGISTRY", File.Stages[0].All("ARG"));
    }
}
