using System.Text;
using Archon.Ports.Secrets;
using Archon.Silo.Secrets;
using Microsoft.Extensions.Options;

namespace Archon.Cluster.Tests.Secrets;

public sealed class SecretSealTests : IDisposable
{
    private const string KeyA = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string KeyB = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("correct horse");

    private readonly string _folder = Directory.CreateTempSubdirectory("archon-secrets-").FullName;

    private string KeyPath => Path.Combine(_folder, "secrets.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsSealed_OpensForItsPurposeOnly()
    {
        var seal = With(KeyA);

        var text = seal.Seal(Secret, "https://a.example");

        Assert.Equal(Secret, seal.Open(text, "https://a.example"));
        Assert.NotEqual(text, seal.Seal(Secret, "https://a.example"));
        Assert.DoesNotContain("horse", text, StringComparison.Ordinal);
        Assert.Contains("belongs to another site", Assert.Throws<SecretSealException>(() => seal.Open(text, "https://b.example")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherKey_OpensNothing()
    {
        var text = With(KeyA).Seal(Secret, "p");

        Assert.Contains("this node has another key", Assert.Throws<SecretSealException>(() => With(KeyB).Open(text, "p")).Message, StringComparison.Ordinal);
        Assert.Contains("this node has no key", Assert.Throws<SecretSealException>(() => With(null).Open(text, "p")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AChangedSeal_DoesNotOpen()
    {
        var seal = With(KeyA);
        var text = seal.Seal(Secret, "p");
        var at = text.Length - 3;
        var changed = $"{text[..at]}{(text[at] == 'A' ? 'B' : 'A')}{text[(at + 1)..]}";

        Assert.Throws<SecretSealException>(() => seal.Open(changed, "p"));
        Assert.All(["", "1", "1.2", "1..", "2.00000000.AAAA", "1.00000000.!!", "1.00000000.AAAA", text[..20]], garbage => Assert.Throws<SecretSealException>(() => seal.Open(garbage, "p")));
    }

    [Fact]
    public void ACluster_WithoutAKey_SaysHowToGiveOne() =>
        Assert.Contains("openssl rand -base64 32", Assert.Throws<SecretSealException>(() => With(null).Seal(Secret, "p")).Message, StringComparison.Ordinal);

    [Fact]
    public void AnEmbeddedNode_MakesAKey_WhenItNeedsOne_ForItsOwnerAlone()
    {
        var seal = InFolder();
        Assert.Throws<SecretSealException>(() => seal.Open("1.00000000.AAAA", "p"));
        Assert.False(File.Exists(KeyPath));

        var text = seal.Seal(Secret, "p");

        Assert.Equal(Secret, InFolder().Open(text, "p"));
        Assert.Equal(["secrets.key"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
        }
    }

    [Fact]
    public void ADraftOfAKey_IsNoKey()
    {
        File.WriteAllText($"{KeyPath}.new", "half");

        Assert.Equal(Secret, InFolder().Open(InFolder().Seal(Secret, "p"), "p"));
    }

    [Fact]
    public void AFileThatIsNoKey_IsLeftAlone()
    {
        File.WriteAllText(KeyPath, "garbage");

        Assert.Contains(KeyPath, Assert.Throws<SecretSealException>(() => InFolder().Seal(Secret, "p")).Message, StringComparison.Ordinal);
        Assert.Equal("garbage", File.ReadAllText(KeyPath));
    }

    [Theory]
    [InlineData(KeyA, true)]
    [InlineData("  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", true)]
    [InlineData(null, true)]
    [InlineData("short", false)]
    [InlineData("AAAA", false)]
    public void AKey_IsCheckedAtTheStart_AndNotShown(string? key, bool isRight)
    {
        var result = new SecretOptionsValidator().Validate(null, new SecretOptions { Key = key });

        Assert.Equal(isRight, result.Succeeded);
        Assert.DoesNotContain($"'{key}'", result.FailureMessage ?? "", StringComparison.Ordinal);
    }

    private static SecretSeal With(string? key) => new(Options.Create(new SecretOptions { Key = key }), null);

    private SecretSeal InFolder() => new(Options.Create(new SecretOptions()), new SecretKeyFile(_folder));
}
