using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

/// <summary>What is said of a search whose filters leave nothing.</summary>
public sealed class FilterNoteTests
{
    [Fact]
    public void ALanguage_IsSaidToLeaveOutWhatStatesNone_WithWhatThereIs()
    {
        var note = new FilterNote(null, null, "en", null, IsCode: false);

        Assert.Equal("Nothing matches with the language 'en'. A language leaves out pages that state none. Without it there are matches: in pages that state none.", note.Tell([null, null]));
        Assert.Equal("Nothing matches with the language 'en'. A language leaves out pages that state none. Without it there are matches: in de, in fr, in pages that state none.", note.Tell(["de", null, "fr", "de"]));
        Assert.Equal("Nothing matches with the language 'en'. A language leaves out pages that state none. Without it nothing matches either.", note.Tell([]));
    }

    [Fact]
    public void OfCode_ALanguageLeavesOutWhatIsNotKnown() => Assert.Equal(
        "Nothing matches with the language 'rust'. A language leaves out code of which none is known. Without it there are matches: in c++, in a language that is not known.",
        new FilterNote(null, null, "rust", null, IsCode: true).Tell(["c++", null]));

    [Theory]
    [InlineData("source", null, null, "the source 'source'", "it")]
    [InlineData(null, "tag", null, "the tag 'tag'", "it")]
    [InlineData(null, null, "/docs/", "the path '/docs/'", "it")]
    [InlineData("source", "tag", "/docs/", "the path '/docs/', the tag 'tag', the source 'source'", "them")]
    public void OtherFilters_AreNamed(string? source, string? tag, string? path, string named, string without)
    {
        var note = new FilterNote(source, tag, null, path, IsCode: false);

        Assert.True(note.HasFilters);
        Assert.Equal($"Nothing matches with {named}. Without {without} something matches.", note.Tell(["en"]));
        Assert.Equal($"Nothing matches with {named}. Without {without} nothing matches either.", note.Tell([]));
    }

    [Fact]
    public void WithoutFilters_ThereIsNothingToSay() => Assert.False(new FilterNote(null, "", null, null, IsCode: false).HasFilters);

    [Fact]
    public void WhatASiteWritesForItsLanguage_IsNotSaidAsOurs() => Assert.DoesNotContain(
        "cancel", new FilterNote(null, null, "en", null, IsCode: false).Tell(["call cancel_crawl", "cancel_crawl_now_and_so_on"]), StringComparison.Ordinal);
}
