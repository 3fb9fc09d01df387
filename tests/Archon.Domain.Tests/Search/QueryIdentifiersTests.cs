using Archon.Domain.Search;

namespace Archon.Domain.Tests.Search;

public sealed class QueryIdentifiersTests
{
    [Theory]
    [InlineData("Queue.get", "queue.Queue.get", true)]
    [InlineData("Queue.get", "first\n30 queue.Queue.get(block)", true)]
    [InlineData("Queue.get", "queue.SimpleQueue.get", false)]
    [InlineData("datetime.date.today", "datetime.datetime.today", false)]
    [InlineData("get", "dict.get", false)]
    [InlineData("__slots__", "object.__slots__", true)]
    [InlineData("what __slots__ do", "object.__slots__", true)]
    [InlineData("slots", "object.__slots__", false)]
    [InlineData("__slots__", "term-__slots__", false)]
    public void WhatLeadsToIt_IsNamedSo_OrEndsSo(string query, string fragments, bool expected) => Assert.Equal(expected, QueryIdentifiers.From(query).AreNamedIn(fragments));

    [Theory]
    [InlineData("pg_stat_activity", "The `pg_stat_activity` view.", true)]
    [InlineData("what is PG_STAT_ACTIVITY for", "The pg_stat_activity view.", true)]
    [InlineData("pg_stat_activity", "The pg_stat_activity_all view.", false)]
    [InlineData("pg_stat_activity", "my_pg_stat_activity", false)]
    [InlineData("pg_stat_activity", "my_pg_stat_activity and pg_stat_activity", true)]
    [InlineData("os.path.join", "`os.path.join(a, b)`", true)]
    [InlineData("Vec::with_capacity or ptr->next", "Vec::with_capacity(10), ptr->next", true)]
    [InlineData("a__b_c", "a__b_c", true)]
    [InlineData("os.path.join", "Unlike [`join()`](http://a.example/os.path.html#os.path.join), this does.", false)]
    [InlineData("os.path.join", "See <http://a.example/os.path.html#os.path.join> for it.", false)]
    [InlineData("os.path.join", "See [b](http://a.example/b.html)(os.path.join) or [os.path.join](http://a.example/b).", true)]
    public void AreIn_IsOfThoseThatStandWhole(string query, string text, bool expected) =>
        Assert.Equal(expected, QueryIdentifiers.From(query).AreIn(text));

    [Theory]
    [InlineData("posix_fadvize", "fadvize", "fadvise", "posix_fadvise")]
    [InlineData("Posix_Fadvize", "Fadvize", "fadvise", "posix_fadvise")]
    [InlineData("my_fadvizer", "fadvize", "fadvise", "my_fadvizer")]
    public void OfAMistypedPart_TheNearestWordCounts(string query, string typed, string meant, string found) =>
        Assert.True(QueryIdentifiers.From(query, [new MeantWord(typed, [meant])]).AreIn(found));

    [Theory]
    [InlineData("increase max connections", "**`max_connections` (`integer`)**\n\nSets it.", "Settings", true)]
    [InlineData("increase max connections", "Text.\n\n**`max_connections` (`integer`)**: sets it.", "Settings", true)]
    [InlineData("increase max connections", "**max_connections configuration parameter, [Settings](s.html)**", "Index › M", false)]
    [InlineData("increase max connections", "See **`max_connections`**.", "Settings", false)]
    [InlineData("increase max connections", "Text.", "Settings › max_connections (integer)", true)]
    [InlineData("os path join", "Text.", "os.path.join(path)", true)]
    [InlineData("the max of connections", "**`max_connections`**", "max_of_connections", false)]
    [InlineData("max, connections", "**`max_connections`**", "", false)]
    public void WordsInOrder_AreTheNameOfWhatIsExplained(string query, string content, string heading, bool expected) =>
        Assert.Equal(expected, QueryIdentifiers.From(query).AreExplainedIn(heading, content));

    [Theory]
    [InlineData("os.path.join", "**`os.path.join(a, b)`**\n\nJoins.", "Paths", true)]
    [InlineData("how does os.path.join work", "Joins.", "Paths › os.path.join(a, b)", true)]
    [InlineData("os.path.join", "Joins.", "Paths › os.path.join(a, b) › Examples", false)]
    [InlineData("os.path.join", "Use `os.path.join(a, b)`.", "Paths", false)]
    [InlineData("join", "**`join(a)`**", "join", false)]
    [InlineData("process.nextTick", "Text.", "Events › Awaiting multiple events emitted on process.nextTick()", false)]
    [InlineData("Cat.speak", "Text.", "Usage of Cat.speak", false)]
    [InlineData("worker.postMessage", "### `worker.parentPort`\n\nText.\n\n### `worker.postMessage(value[, transferList])`\n\nSends.", "Worker threads › worker.parentPort", true)]
    [InlineData("worker.postMessage", "#include <x>\n\n### When to use `worker.postMessage()`\n\nText.", "Worker threads", false)]
    [InlineData("Buffer.concat", "Text.", "Buffer › Static method: Buffer.concat(list)", true)]
    public void AnIdentifier_IsDefinedWhereItIsATerm(string query, string content, string heading, bool expected) =>
        Assert.Equal(expected, QueryIdentifiers.From(query).AreDefinedIn("", heading, content, "sec"));

    [Theory]
    [InlineData("pathlib.Path.unlink", true)]
    [InlineData("pathlib.Path.touch", true)]
    [InlineData("pathlib.Path", false)]
    public void AnIdentifier_IsDefinedWhereItLeads(string query, bool expected) =>
        Assert.Equal(expected, QueryIdentifiers.From(query).AreDefinedIn("", "", "**`Path.touch()`**\n\nDoes.", "pathlib.Path.touch\n30 pathlib.Path.unlink"));

    [Theory]
    [InlineData("Calendar.DATE", "Calendar (Java SE 17)", true)]
    [InlineData("java.util.Calendar.DATE", "Calendar (Java SE 17)", true)]
    [InlineData("Calendar.DATE", "Date (Java SE 17)", false)]
    [InlineData("Calendar.DAT", "Calendar (Java SE 17)", false)]
    [InlineData("DATE", "Calendar (Java SE 17)", false)]
    public void AMember_IsDefinedInThePageOfItsType(string query, string title, bool expected) =>
        Assert.Equal(expected, QueryIdentifiers.From(query).AreDefinedIn(title, "", "Text.", "AM\n30 DATE"));

    [Theory]
    [InlineData("VecDeque::pop_front", "method.pop_back\n30 method.pop_front\n60 examples-3", "method.pop_front")]
    [InlineData("CharsetProvider.charsets", "charsetForName(java.lang.String)\n30 charsets()", "charsets()")]
    [InlineData("Calendar.AM_PM", "PM\n30 AM_PM", "AM_PM")]
    [InlineData("Calendar.SHORT", "SHORT_FORMAT\n30 SHORT", "SHORT")]
    [InlineData("re.error.colno", "colno\n30 re.error.colno", "re.error.colno")]
    [InlineData("Calendar.SHORT", "AM\n30 PM", null)]
    [InlineData("short", "AM\n30 SHORT", null)]
    public void ASectionThatIsCalledLikeOne_IsLedTo(string query, string fragments, string? expected) =>
        Assert.Equal(expected, QueryIdentifiers.From(query).NamedIn(fragments));

    [Theory]
    [InlineData("how do I vacuum a table")]
    [InlineData("createIndex")]
    [InlineData("Python: 3.11 3.x 1_000_km")]
    [InlineData("wait... what. then,")]
    [InlineData("a.b")]
    [InlineData("._ _ :: ->")]
    [InlineData("")]
    public void WordsAndNumbers_AreNone(string query) => Assert.True(QueryIdentifiers.From(query).IsEmpty);

    [Fact]
    public void OfAPastedPage_TheFirstEightCount()
    {
        var identifiers = QueryIdentifiers.From(string.Join(' ', Enumerable.Range(0, 100).Select(n => $"name_of_{n}")));

        Assert.True(identifiers.AreIn("name_of_7"));
        Assert.False(identifiers.AreIn("name_of_8"));
    }
}
