using System.Diagnostics;
using Archon.Cli.Adding;

namespace Archon.Cli.Tests.Adding;

public sealed class FileGatheringTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Gather_OfAFolder_WalksItWithoutWhatIsHidden()
    {
        Write("docs/a.md", "docs/sub/b.HTML", "docs/.hidden.md", "docs/.git/c.md", "docs/node_modules/d.md", "docs/e.png", "docs/f.png", "docs/LICENSE");

        var found = FileGathering.Gather([Full("docs")]);

        Assert.Equal([Full("docs/a.md"), Full("docs/sub/b.HTML")], found.Files);
        Assert.Equal([Full("docs")], found.Folders);
        Assert.Equal([(".png", 2), ("without an ending", 1)], found.Others.Select(other => (other.Key, other.Value)));
    }

    [Fact]
    public void Gather_LeavesLinksAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        Write("docs/a.md", "secret/s.md");
        Directory.CreateSymbolicLink(Full("docs/out"), Full("secret"));
        Directory.CreateSymbolicLink(Full("docs/round"), Full("docs"));
        File.CreateSymbolicLink(Full("docs/s.md"), Full("secret/s.md"));

        Assert.Equal([Full("docs/a.md")], FileGathering.Gather([Full("docs") + "/"]).Files);
    }

    [Fact]
    public void Gather_OfANameThatIsNoUtf8_SaysSo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems take no such name.");
        Write("docs/a.md");
        Shell("""n=$(printf 'caf\351') && : > "$n.md" && : > "$n.png" && : > ".$n.md" && mkdir "$n" """);

        var found = FileGathering.Gather([Full("docs")]);

        // By what the runtime makes of the names nothing can be deleted either.
        Shell("rm -r caf* .caf*");
        Assert.Equal([Full("docs/a.md")], found.Files);
        Assert.Equal([".png"], found.Others.Keys);
        Assert.Equal(
            [Full("docs/caf\uFFFD.md") + ": its name is", Full("docs/caf\uFFFD") + ": its name is"],
            found.Unreadable.Select(sentence => sentence[..(sentence.IndexOf(" is ", StringComparison.Ordinal) + 3)]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Gather_OfAPattern_FindsWhatMatches()
    {
        Write("a.md", "b.txt", "sub/c.md", "sub/deep/d.md", "sub/x[1].md");

        Assert.Equal([Full("a.md")], FileGathering.Gather([Full("*.md")]).Files);
        Assert.Equal([Full("a.md"), Full("sub/c.md"), Full("sub/deep/d.md"), Full("sub/x[1].md")], FileGathering.Gather([Full("**/*.md")]).Files);
        Assert.Equal([Full("sub/c.md")], FileGathering.Gather([Full("sub/[a-c].md")]).Files);
        Assert.Equal([Full("sub/x[1].md")], FileGathering.Gather([Full("sub/x[1].md")]).Files);
        Assert.Empty(FileGathering.Gather([Full("**/*.md")]).Folders);
    }

    [Theory]
    [InlineData("no-such.md")]
    [InlineData("*.none")]
    [InlineData("[")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Gather_OfNothing_IsBadUsage(string argument) =>
        Assert.Equal(ExitCode.BadUsage, Assert.Throws<CliException>(() => FileGathering.Gather([argument])).ExitCode);

    [Fact]
    public void CommonFolder_IsTheLowestThatHoldsAll()
    {
        Write("x/a.md", "x/y/b.md", "xz/c.md");

        Assert.Equal(Full("x"), FileGathering.Gather([Full("x/a.md"), Full("x/y/b.md")]).CommonFolder);
        Assert.Equal(Full("x/y"), FileGathering.Gather([Full("x/y")]).CommonFolder);
        Assert.Equal(_folder.Path, FileGathering.Gather([Full("x/a.md"), Full("xz/c.md")]).CommonFolder);
    }

    [Theory]
    [InlineData("/home/me/a b#c%.md", "file:///home/me/a%20b%23c%25.md")]
    [InlineData("/a\\b.md", "file:///a%5Cb.md")]
    public void FileAddress_EncodesWhatANameHolds(string path, string address)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Paths of other systems.");
        Assert.Equal(address, FileAddress.Of(path));
    }

    private string Full(string path) => Path.Combine(_folder.Path, path);

    private void Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = Full("docs") })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private void Write(params string[] paths)
    {
        foreach (var path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
            File.WriteAllText(Full(path), path);
        }
    }
}
