using System.Collections.Immutable;
using Archon.Domain.Search;
using Archon.Storage.Postgres.Connections;

namespace Archon.Storage.Postgres.Search;

/// <summary>Which telling words of a query nothing has, and which of the vocabulary's they are taken for.</summary>
internal sealed class Spelling
{
    // A pasted page may have many more.
    private const int MostMistyped = 3;

    // Words of the vocabulary that are compared with one: those that begin with the same letter, as a rule.
    private const int MostCompared = 20_000;

    private readonly HashSet<string> _unknown;

    private Spelling(HashSet<string> unknown, ImmutableArray<MeantWord> meant)
    {
        _unknown = unknown;
        Meant = meant;
    }

    /// <summary>What was taken for something else.</summary>
    public ImmutableArray<MeantWord> Meant { get; }

    public bool IsUnknown(string word) => _unknown.Contains(word);

    /// <summary>Null when the word means itself; of a word that is not unknown, what it may mean besides.</summary>
    public MeantWord? MeantBy(string word) => Meant.FirstOrDefault(one => one.Typed == word);

    public static async Task<Spelling> CheckAsync(PostgresDatabase database, QueryWords words, bool isCode, CancellationToken cancellationToken)
    {
        string[] asked = [.. words.Telling.Where(word => !words.IsBeginning(word) && !Unspaced.IsIn(word))];
        var (unknown, byStem) = await UnknownAsync(database, asked, isCode, cancellationToken).ConfigureAwait(false);
        var meant = ImmutableArray.CreateBuilder<MeantWord>();
        foreach (var word in asked.Where(unknown.Contains).Take(MostMistyped))
        {
            var by = await NearestAsync(database, word, isCode, cancellationToken).ConfigureAwait(false) is { Length: > 0 } near
                ? new MeantWord(word, near)
                : await PartsAsync(database, word, isCode, cancellationToken).ConfigureAwait(false);
            if (by is not null)
            {
                meant.Add(by);
            }
        }

        foreach (var word in asked.Where(word => byStem.Contains(word) && word.All(char.IsLetter)).Take(MostMistyped))
        {
            var near = await NearestAsync(database, word, isCode, cancellationToken, hasStem: true).ConfigureAwait(false);
            if (NearWords.AreMeantRather(word, near))
            {
                meant.Add(new MeantWord(word, near));
            }
        }

        return new Spelling(unknown, meant.ToImmutable());
    }

    /// <summary>The words inside an identifier, as they are or nearly; null when it has only itself, or one of them is nowhere.</summary>
    private static async Task<MeantWord?> PartsAsync(PostgresDatabase database, string word, bool isCode, CancellationToken cancellationToken)
    {
        if (MeantWord.PartsOf(word) is not { } parts)
        {
            return null;
        }

        var (unknown, _) = await UnknownAsync(database, [.. parts.Distinct()], isCode, cancellationToken).ConfigureAwait(false);
        if (unknown.Count > MostMistyped)
        {
            return null;
        }

        var meant = new List<string>();
        foreach (var part in parts)
        {
            if (!unknown.Contains(part))
            {
                meant.Add(part);
            }
            else if (await NearestAsync(database, part, isCode, cancellationToken).ConfigureAwait(false) is [var nearest, ..])
            {
                meant.Add(nearest);
            }
            else
            {
                return null;
            }
        }

        return new MeantWord(word, meant, AreParts: true);
    }

    /// <summary>Words that are nearly like one and in the index: the vocabulary may have some whose texts are gone. Of one with whose stem there are texts, none when it is a form of another.</summary>
    private static async Task<string[]> NearestAsync(PostgresDatabase database, string word, bool isCode, CancellationToken cancellationToken, bool hasStem = false)
    {
        var words = new List<string>();
        foreach (var (from, before) in NearWords.Ranges(word))
        {
            words.AddRange(await database.ListAsync(
                () => Statements.Named("words-between").Bind(from).Bind(before).Bind(MostCompared), row => row.GetString(0), cancellationToken).ConfigureAwait(false));
        }

        string[] swapped = [.. NearWords.Swapped(word)];
        words.AddRange(await database.ListAsync(() => Statements.Named("words-among").Bind(swapped), row => row.GetString(0), cancellationToken).ConfigureAwait(false));
        string[] near = hasStem && NearWords.IsForm(word, words) ? [] : [.. NearWords.Of(word, words)];
        if (near.Length == 0)
        {
            return near;
        }

        var gone = await database.SendAsync(
            () => [Statements.Named("by-index-only"), Statements.Named("words-of-nothing").Bind(near).Bind([.. near.Select(one => QueryTerms.Plain(one))]).Bind(isCode)],
            async (reader, token) =>
            {
                await reader.NextResultAsync(token).ConfigureAwait(false);
                return await PostgresDatabase.ReadAllAsync(reader, row => row.GetString(0), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return [.. near.Except(gone)];
    }

    /// <summary>Those that nothing has, and those that something has by their stem only.</summary>
    private static async Task<(HashSet<string> Unknown, HashSet<string> ByStem)> UnknownAsync(PostgresDatabase database, string[] words, bool isCode, CancellationToken cancellationToken)
    {
        if (words.Length == 0)
        {
            return ([], []);
        }

        var rows = await database.SendAsync(
            () =>
            [
                Statements.Named("by-index-only"),
                Statements.Named("unknown-words").Bind(words).Bind([.. words.Select(word => word.ToLowerInvariant())])
                    .Bind([.. words.Select(word => isCode ? QueryTerms.Identifier(word) : QueryTerms.Plain(word))]).Bind(isCode),
            ],
            async (reader, token) =>
            {
                await reader.NextResultAsync(token).ConfigureAwait(false);
                return await PostgresDatabase.ReadAllAsync(reader, row => (Word: row.GetString(0), IsByStem: row.GetBoolean(1)), token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        var byStem = rows.ToLookup(row => row.IsByStem, row => row.Word);
        return (byStem[false].ToHashSet(StringComparer.Ordinal), byStem[true].ToHashSet(StringComparer.Ordinal));
    }
}
