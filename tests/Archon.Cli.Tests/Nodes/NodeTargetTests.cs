using Archon.Cli.Nodes;

namespace Archon.Cli.Tests.Nodes;

public sealed class NodeTargetTests
{
    [Fact]
    public void Hint_ForTheDefaultFolder_IsTheCommandAlone() =>
        Assert.Equal("archon resume 1a", new NodeTarget { DataDirectory = "/d" }.Hint("resume 1a"));

    [Fact]
    public void Hint_ForANamedFolder_NamesItAgain() =>
        Assert.Equal("archon resume 1a --data \"/my data\"", new NodeTarget { DataDirectory = "/my data", IsDataGiven = true }.Hint("resume 1a"));

    [Fact]
    public void Hint_ForAServer_NamesItAgain() =>
        Assert.Equal("archon watch 1a --server http://h:1/", new NodeTarget { DataDirectory = "/d", Server = new Uri("http://h:1") }.Hint("watch 1a"));
}
