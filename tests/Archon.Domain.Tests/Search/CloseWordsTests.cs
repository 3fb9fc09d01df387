using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class CloseWordsTests
{
    [Theory]
    [InlineData("conection", "Connections are pooled.")]
    [InlineData("transactoin", "BEGIN starts a transaction.")]
    [InlineData("vaccum", "VACUUM reclaims room")]
    [InlineData("trigers", "a trigger fires")]
    [InlineData("replciaton", "logical replication")]
    [InlineData("how do I vacum", "the vacuum")]
    [InlineData("zxqvkjw conections", "a connection")]
    [InlineData("replicationslots", "a replication slot")]
    [InlineData("vaccum", "vacuumlo takes orphans away")]
    [InlineData("index", "Indexes")]
    public void AWordNearlyLikeOneOfTheText_IsClose(string query, string text) => Assert.True(In(query, text));

    [Theory]
    [InlineData("zxqvkjw", "VACUUM reclaims the room of rows that are gone, quickly")]
    [InlineData("typescript", "types DROP SUBSCRIPTION is a script of its type")]
    [InlineData("gdfgdfg", "config gdf SPI_keepplan")]
    [InlineData("dolor", "the color of a pallor")]
    [InlineData("how", "who and now")]
    [InlineData("sql", "sal sqlx")]
    [InlineData("monitor", "mentor")]
    [InlineData("information", "in")]
    [InlineData("", "words")]
    [InlineData("words", "")]
    [InlineData("?!", "words")]
    public void AWordThatSharesLettersOnly_IsNot(string query, string text) => Assert.False(In(query, text));

    [Fact]
    public void AWordWithoutEnd_IsCompared() => Assert.False(In(new string('x', 5_000), new string('y', 5_000) + " x"));

    private static bool In(string query, string text) => new CloseWords(QueryWords.From(query)).AreIn(text);
}
