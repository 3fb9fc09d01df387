using Archon.Domain.Search;
using Npgsql;

namespace Archon.Storage.Tests.Postgres;

/// <summary>Our stems against those of PostgreSQL's own dictionary: what an older version indexed must still be found.</summary>
public sealed class EnglishStemTests : IAsyncLifetime
{
    private static readonly string[] Roots =
    [
        "connect", "gener", "commun", "arsen", "hop", "hopp", "rat", "sky", "try", "say", "enjoy", "agre", "relat", "condition", "vile", "analog",
        "oper", "adjust", "replac", "depend", "adopt", "probat", "control", "roll", "bow", "box", "fix", "index", "quer", "cat", "pass", "gas", "us",
        "focus", "happ", "luxur", "decid", "sens", "activ", "good", "hope", "electr", "form", "triplic", "rev", "ceas", "beaut", "be", "bl", "iz",
        "proceed", "succ", "inn", "can", "ly", "di", "new", "atlas", "only", "ear", "ug", "yield", "buoy", "yyy", "a", "x", "über", "naïv", "straß",
    ];

    private static readonly string[] Endings =
    [
        "", "s", "es", "sses", "ied", "ies", "ed", "edly", "ing", "ingly", "eed", "eedly", "y", "ys", "tional", "enci", "ency", "anci", "ance", "abli",
        "ably", "entli", "ently", "izer", "ization", "ational", "ation", "ator", "alism", "ality", "alli", "ally", "fulness", "ously", "ousness",
        "iveness", "ivity", "bility", "bly", "ogy", "logy", "fully", "lessly", "ly", "alize", "icate", "icity", "ical", "ful", "ness", "ative", "al",
        "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ism", "ate", "ity", "ous", "ive", "ize", "ion", "sion", "tion", "e", "le", "ll",
    ];

    private readonly TestDatabase _database = new();

    [Fact]
    public async Task Stems_AreThoseOfPostgres()
    {
        await using var store = await _database.OpenAsync();
        await using var source = NpgsqlDataSource.Create(_database.Connection);
        await using var command = source.CreateCommand("SELECT word, (ts_lexize('archon_stem', word))[1] FROM unnest($1) AS word");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Roots.SelectMany(root => Endings.Select(ending => root + ending)).Distinct()] });

        var different = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var (word, stem) = (reader.GetString(0), reader.GetString(1));
            if (EnglishStem.Of(word) != stem)
            {
                different.Add($"{word}: {stem}, not {EnglishStem.Of(word)}");
            }
        }

        Assert.Empty(different);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
