using Archon.Domain.Search;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// Keeps the words of what is stored, for queries that mistype one (see <see cref="IndexFiller"/>). What was deleted leaves its words: a search looks whether the index
/// still has them.
/// </summary>
internal sealed class Vocabulary(SqliteDatabase database)
{
    private readonly VocabularyWords _met = new();
    private readonly List<string> _new = [];
    private long? _room;

    /// <summary>Takes the words of a text.</summary>
    public void Take(string text)
    {
        _met.AddNew(text, _new);
        if (_new.Count == 0)
        {
            return;
        }

        _room ??= VocabularyWords.Most - (database["count-vocabulary"].Scalar() ?? 0);
        foreach (var word in _new)
        {
            if (_room > 0 && database["add-word"].Bind(word).Changed())
            {
                _room--;
            }
        }

        _new.Clear();
    }

    /// <summary>The transaction was rolled back, and its words with it.</summary>
    public void Forget()
    {
        _met.Forget();
        _new.Clear();
        _room = null;
    }
}
