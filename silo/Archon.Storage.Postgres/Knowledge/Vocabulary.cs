using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>
/// Keeps the words of what is stored, for queries that mistype one, behind the commits that bring them. A word costs a node a look the first time it comes and
/// nothing later. What cannot be kept is tried with the next page that has it; a node that dies in between leaves some out, and nothing else hangs on them.
/// </summary>
internal sealed class Vocabulary(PostgresDatabase database)
{
    // Each node counts for itself, so a cluster may keep a little more.
    private const int CountedAnew = 5_000;

    private readonly Lock _lock = new();
    private readonly VocabularyWords _met = new();
    private long _room;
    private long _added = CountedAnew;

    /// <summary>Takes the words of documents that were stored. Never fails.</summary>
    public async Task TakeAsync(IEnumerable<DocumentContent> documents) =>
        await TakeAsync(documents.SelectMany(document => document.Chunks.SelectMany(chunk => chunk.HeadingPath.Append(chunk.Content))
            .Concat(document.CodeExamples.Select(code => IdentifierWords.Of(code.Code))))).ConfigureAwait(false);

    /// <summary>Takes the words of texts that are stored. Never fails.</summary>
    public async Task TakeAsync(IEnumerable<string> texts)
    {
        var words = new List<string>();
        lock (_lock)
        {
            foreach (var text in texts)
            {
                _met.AddNew(text, words);
            }
        }

        if (words.Count == 0)
        {
            return;
        }

        try
        {
            if (await HasRoomAsync().ConfigureAwait(false))
            {
                Interlocked.Add(ref _added, await database.ChangeAsync(() => [Statements.Named("add-words").Bind(words)], CancellationToken.None).ConfigureAwait(false));
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or StorageUnavailableException or NpgsqlException)
        {
            lock (_lock)
            {
                _met.Forget();
            }
        }
    }

    private async Task<bool> HasRoomAsync()
    {
        if (Interlocked.Read(ref _added) >= CountedAnew)
        {
            var count = (await database.ListAsync(() => Statements.Named("count-vocabulary"), row => row.GetInt64(0), CancellationToken.None).ConfigureAwait(false))[0];
            Interlocked.Exchange(ref _room, VocabularyWords.Most - count);
            Interlocked.Exchange(ref _added, 0);
        }

        return Interlocked.Read(ref _added) < Interlocked.Read(ref _room);
    }
}
