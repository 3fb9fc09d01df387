using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class TextSignatureTests
{
    private const string Text =
        "The server listens on a port of its own, and whoever connects to it is asked for a name and for a word that nobody else knows. "
        + "After three mistakes it waits for a minute, so that guessing takes longer than anybody lives. The word is never written to a log, and what is "
        + "kept of it on the disk is a hash with a salt, made by a function that takes its time on purpose.";

    [Theory]
    [InlineData("Port 8080 of host 12", "port 9 of host 1312")]
    [InlineData("The  word,\nis (never) written.", "the word is never written")]
    public void NumbersCaseAndMarks_MakeNoDifference(string one, string other) => Assert.Equal(TextSignature.Of(one), TextSignature.Of(other));

    [Fact]
    public void ATextWithAWordChanged_IsAlike() =>
        Assert.True(TextSignature.AreAlike(TextSignature.Of(Text + Text.Replace("minute", "while", StringComparison.Ordinal) + Text), TextSignature.Of(Text + Text + Text)));

    [Fact]
    public void OtherTexts_AreNotAlike()
    {
        string[] texts = [Text, Text[..(Text.Length / 2)], Text[(Text.Length / 2)..], "A short one", "Another short text", "x"];

        Assert.All(
            from one in texts from other in texts where one != other select (one, other),
            pair => Assert.False(TextSignature.AreAlike(TextSignature.Of(pair.one), TextSignature.Of(pair.other)), $"{pair.one} / {pair.other}"));
    }

    [Fact]
    public void TheSignature_IsTheSameOnEveryMachine() =>
        Assert.Equal(TextSignature.Of("Größe und Maß"), TextSignature.Of("GRÖSSE UND MASS".Replace("SS", "ß", StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("— …\n")]
    public void ATextWithoutWords_HasNone_AndIsLikeNothing(string text)
    {
        Assert.Equal(0, TextSignature.Of(text));
        Assert.False(TextSignature.AreAlike(TextSignature.Of(text), TextSignature.Of(text)));
    }
}
