using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class NearWordsTests
{
    private static readonly string[] Vocabulary = ["activity", "active", "hashmap", "hashing", "vacuum", "vacant", "recursive", "recursion", "index", "indexes", "connection", "collection", "foot", "food1", "join", "joins", "utf8", "alpha0", "alpha12", "gather", "father", "bisect", "reflog", "form12", "index"];

    [Theory]
    [InlineData("activty", "activity")]
    [InlineData("HashMpa", "hashmap")]
    [InlineData("vacum", "vacuum")]
    [InlineData("vaccum", "vacuum")]
    [InlineData("recusrive", "recursive")]
    [InlineData("conection", "connection")]
    [InlineData("ihndex", "index")]
    [InlineData("gahter", "gather")]
    [InlineData("IDNEX", "index")]
    [InlineData("bsiect", "bisect")]
    [InlineData("reflgo", "reflog")]
    [InlineData("form21", "")]
    [InlineData("zebra", "")]
    [InlineData("inx", "")]
    [InlineData("food", "")]
    [InlineData("jion", "join")]
    [InlineData("foott", "foot")]
    [InlineData("vaca", "")]
    [InlineData("utf7", "")]
    [InlineData("uft8", "utf8")]
    [InlineData("alpha", "")]
    public void Of_TakesAWordForThoseNearest(string typed, string meant) => Assert.Equal(meant, string.Join(' ', NearWords.Of(typed, Vocabulary)));

    [Theory]
    [InlineData("isintance", "isinstance", true)]
    [InlineData("walkers", "walker", false)]
    [InlineData("indexing", "indexings unboxing", false)]
    [InlineData("walkers", "", false)]
    [InlineData("isinance", "isinstance", true)]
    public void AreMeantRather_WhenNoneOfTheNearestIsAFormOfTheWord(string typed, string near, bool expected) =>
        Assert.Equal(expected, NearWords.AreMeantRather(typed, near.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("curried", "carry curry", true)]
    [InlineData("linting", "linking lint", true)]
    [InlineData("bordered", "ordered border", true)]
    [InlineData("border", "bordered", true)]
    [InlineData("Mapping", "maps", true)]
    [InlineData("caching", "cache", true)]
    [InlineData("queries", "query", true)]
    [InlineData("adjustable", "adjusted", true)]
    [InlineData("curried", "carried", false)]
    [InlineData("numer", "numeric", false)]
    [InlineData("isintance", "isint", false)]
    [InlineData("inex", "inexact", false)]
    public void IsForm_WhenItAndAnotherHaveEndingsOfEnglish(string word, string vocabulary, bool expected) => Assert.Equal(expected, NearWords.IsForm(word, vocabulary.Split(' ')));

    [Theory]
    [InlineData("Joiin", "ojiin jioin joini")]
    [InlineData("inx", "")]
    [InlineData("a-bcd", "")]
    public void Swapped_HasItWithEachTwoNeighboursSwapped(string typed, string swapped) => Assert.Equal(swapped, string.Join(' ', NearWords.Swapped(typed)));

    [Theory]
    [InlineData("hashmpa", "h a")]
    [InlineData("aardvark", "a")]
    [InlineData("inx", "")]
    public void Ranges_AreOfTheFirstTwoLetters(string typed, string letters) =>
        Assert.Equal(letters, string.Join(' ', NearWords.Ranges(typed).Select(range => range.From)));

    [Fact]
    public void AddNew_GivesEachWordOnce()
    {
        var vocabulary = new VocabularyWords();
        var words = new List<string>();

        vocabulary.AddNew("The pg_stat_activity view: VIEW, deadbeef00112233, 12345678, 数据库数据库 if", words);
        vocabulary.AddNew("An activity again, and utf8mb4.", words);

        Assert.Equal(["stat", "activity", "view", "again", "utf8mb4"], words);
    }

    [Fact]
    public void AddNew_OfManyWords_RemembersEachUntilItForgets()
    {
        var vocabulary = new VocabularyWords();
        var (first, second, third) = (new List<string>(), new List<string>(), new List<string>());
        var text = string.Join('\u2014', Enumerable.Range(0, 20_000).Select(n => $"wört{(char)('a' + (n % 26))}{(char)('a' + (n / 26 % 26))}x{n / 676}y"));

        vocabulary.AddNew(text, first);
        vocabulary.AddNew(text.ToUpperInvariant(), second);
        vocabulary.Forget();
        vocabulary.AddNew(text, third);

        Assert.Equal(text.Split('\u2014'), first);
        Assert.Empty(second);
        Assert.Equal(first, third);
    }

    [Fact]
    public void AddNew_OfMoreWordsThanAreKept_EndsThere()
    {
        var vocabulary = new VocabularyWords();
        var words = new List<string>();

        vocabulary.AddNew(string.Join(' ', Enumerable.Range(0, VocabularyWords.Most + 1_000).Select(n => $"word{(char)('a' + (n % 26))}{(char)('a' + (n / 26 % 26))}{n / 676}")), words);

        Assert.True(vocabulary.IsFull);
        Assert.InRange(words.Count, VocabularyWords.Most - 100, VocabularyWords.Most);
    }
}
