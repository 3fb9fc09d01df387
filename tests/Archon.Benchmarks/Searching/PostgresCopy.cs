using System.Globalization;
using System.Text;
using Archon.Storage.Postgres;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Archon.Benchmarks.Searching;

/// <summary>
/// A PostgreSQL store of made-up passages, written past the store's own commits: a million of those would take an hour. The rows are those that the store writes;
/// vectors are random, so the index of neighbours is as deep as any and finds nothing by meaning.
/// </summary>
internal static class PostgresCopy
{
    public const string Model = "synthetic/128";
    public const int Dimensions = 128;

    private const int ChunksPerPage = 10;
    private const int WordsPerChunk = 60;
    private const int Sources = 20;

    /// <summary>Opens the store in a database, filled with at least so many passages when it has none.</summary>
    public static async Task<PostgresStore> OpenAsync(string connection, int chunks)
    {
        var store = new PostgresStore(Options.Create(new PostgresOptions { ConnectionString = connection }), TimeProvider.System);
        await store.MigrateAsync(CancellationToken.None);
        if ((await store.ListSourcesAsync(1, null, CancellationToken.None)).Items.IsEmpty)
        {
            await store.DeclareModelAsync(Model, Dimensions, CancellationToken.None);
            await using var source = NpgsqlDataSource.Create(connection);
            await FillAsync(source, chunks);
        }

        return store;
    }

    /// <summary>A unit vector that is like no other.</summary>
    public static float[] Vector(Random random)
    {
        var vector = new float[Dimensions];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
        }

        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / length)];
    }

    private static async Task FillAsync(NpgsqlDataSource source, int chunks)
    {
        var pages = (chunks + ChunksPerPage - 1) / ChunksPerPage;
        var model = Convert.ToInt32(await AskAsync(source, "SELECT no FROM model WHERE is_current"), CultureInfo.InvariantCulture);
        await ExecuteAsync(
            source,
            $"""
            INSERT INTO source (id, url, title, tags, documents, chunks, last_crawl, updated_at)
            SELECT 'synthetic-' || n, 'https://s' || n || '.example/', 'Synthetic ' || n, ARRAY['tag' || (n % 4)], {pages / Sources}, {chunks / Sources}, 'none', 0 FROM generate_series(0, {Sources - 1}) n;
            DROP INDEX chunk_words;
            DROP INDEX chunk_vector_{model}_embedding_idx;
            """);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(half => WriteAsync(source, model, pages, half)));
        Console.WriteLine("rows are written");
        await ExecuteAsync(
            source,
            $"""
            SET maintenance_work_mem = '2GB';
            SET max_parallel_maintenance_workers = 2;
            CREATE INDEX chunk_words ON chunk USING gin (words);
            SELECT setval(pg_get_serial_sequence('chunk', 'id'), {chunks + 1}), setval(pg_get_serial_sequence('document', 'no'), {pages + 1});
            ANALYZE;
            """);
        Console.WriteLine("words are indexed");
        await ExecuteAsync(
            source,
            $"""
            SET maintenance_work_mem = '2GB';
            SET max_parallel_maintenance_workers = 2;
            CREATE INDEX chunk_vector_{model}_embedding_idx ON chunk_vector_{model} USING hnsw (embedding halfvec_cosine_ops) WITH (m = 12, ef_construction = 48) WHERE is_indexed;
            INSERT INTO vocabulary SELECT DISTINCT word FROM (SELECT unnest(string_to_array(content, ' ')) AS word FROM chunk LIMIT 3000000) words ON CONFLICT DO NOTHING;
            VACUUM ANALYZE;
            """);
        Console.WriteLine("vectors are indexed");
    }

    private static async Task WriteAsync(NpgsqlDataSource source, int model, int pages, int half)
    {
        var random = new Random(half);
        const int batch = 2_000;
        for (var first = half * batch; first < pages; first += 2 * batch)
        {
            var last = Math.Min(first + batch, pages);
            var texts = Enumerable.Range(first * ChunksPerPage, (last - first) * ChunksPerPage).Select(_ => SyntheticStore.Text(random, WordsPerChunk)).ToArray();
            await using var connection = await source.OpenConnectionAsync();
            await using (var copy = await connection.BeginBinaryImportAsync("COPY document (no, source_no, crawl_no, fetched_at, chunks, code_examples, url, title, content_hash, language, markdown) FROM STDIN BINARY"))
            {
                for (var page = first; page < last; page++)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(page + 1L, NpgsqlDbType.Bigint);
                    await copy.WriteAsync((page % Sources) + 1L, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(0L, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(0L, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(ChunksPerPage, NpgsqlDbType.Integer);
                    await copy.WriteAsync(0, NpgsqlDbType.Integer);
                    await copy.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"https://s{page % Sources}.example/part{page % 7}/{page}"), NpgsqlDbType.Text);
                    await copy.WriteAsync(SyntheticStore.Text(random, 4), NpgsqlDbType.Text);
                    await copy.WriteAsync(page.ToString(CultureInfo.InvariantCulture), NpgsqlDbType.Text);
                    await copy.WriteAsync(page % 3 == 0 ? "de" : "en", NpgsqlDbType.Text);
                    await copy.WriteAsync("", NpgsqlDbType.Text);
                }

                await copy.CompleteAsync();
            }

            await using (var copy = await connection.BeginTextImportAsync("COPY chunk (id, document_no, source_no, crawl_no, ordinal, range_start, range_end, tokens, headings, content, words) FROM STDIN"))
            {
                for (var i = 0; i < texts.Length; i++)
                {
                    var (id, page) = ((long)(first * ChunksPerPage) + i + 1, first + (i / ChunksPerPage));
                    await copy.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{id}\t{page + 1}\t{(page % Sources) + 1}\t0\t{i % ChunksPerPage}\t0\t1\t{WordsPerChunk}\t\t{texts[i]}\t{Lexemes(texts[i])}\n"));
                }
            }

            await using (var copy = await connection.BeginTextImportAsync($"COPY chunk_vector_{model} (chunk_id, source_no, embedding, is_indexed) FROM STDIN"))
            {
                for (var i = 0; i < texts.Length; i++)
                {
                    var (id, page) = ((long)(first * ChunksPerPage) + i + 1, first + (i / ChunksPerPage));
                    await copy.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{id}\t{(page % Sources) + 1}\t[{string.Join(',', Vector(random).Select(value => value.ToString("0.####", CultureInfo.InvariantCulture)))}]\tt\n"));
                }
            }
        }
    }

    private static string Lexemes(string text)
    {
        var lexemes = new StringBuilder();
        foreach (var word in text.Split(' ').Index().GroupBy(word => Archon.Domain.Search.Stems.Of(word.Item).Stem, word => word.Index + 1, StringComparer.Ordinal))
        {
            lexemes.Append(CultureInfo.InvariantCulture, $"{word.Key}:{string.Join(',', word)} ");
        }

        return lexemes.ToString();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        // Settings hold for the statements behind them on one connection, and VACUUM wants no transaction.
        await using var connection = await source.OpenConnectionAsync();
        foreach (var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<object?> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
