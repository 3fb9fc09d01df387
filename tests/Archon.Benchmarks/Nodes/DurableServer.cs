using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Archon.Benchmarks.Nodes;

/// <summary>
/// The PostgreSQL that a benchmark runs on: the one of <c>ARCHON_TEST_POSTGRES</c>, else one that <c>tests/postgres.sh</c> makes and that is
/// gone afterwards. It flushes what it commits, as a server that people rely on does; another one is refused.
/// </summary>
internal sealed class DurableServer : IAsyncDisposable
{
    private const string Variable = "ARCHON_TEST_POSTGRES";
    private const string Script = "tests/postgres.sh";

    private readonly string _connection;
    private readonly string? _name;

    private DurableServer(string connection, string? name)
    {
        _connection = connection;
        _name = name;
    }

    /// <param name="mustFlush">False where nothing that is written is timed: then any server will do.</param>
    /// <param name="isLarge">For a store that does not fit the buffers of a small one.</param>
    public static async Task<DurableServer> StartAsync(bool mustFlush = true, bool isLarge = false)
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        var name = string.IsNullOrEmpty(given) ? $"benchmark-{Environment.ProcessId}" : null;
        var server = new DurableServer(name is null ? given! : await RunAsync("start", name, isLarge ? "large" : "durable"), name);
        var settings = await server.AskAsync("SELECT string_agg(name || '=' || setting || coalesce(unit, ''), ' ' ORDER BY name) FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'shared_buffers', 'server_version')");
        if (mustFlush && (!settings.Contains("fsync=on", StringComparison.Ordinal) || !settings.Contains("full_page_writes=on", StringComparison.Ordinal)))
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"This server does not flush ({settings}), so what it is measured at says nothing. Unset {Variable}, or start one with: {Script} start NAME durable");
        }

        Console.WriteLine($"PostgreSQL: {settings}");
        return server;
    }

    /// <summary>An empty database; the connection string of it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"benchmark_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(_connection) { Database = name }.ConnectionString;
    }

    public Task DropDatabaseAsync(string connection) =>
        ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");

    /// <summary>User and system time of all its processes on this machine until now; zero when it runs elsewhere. Linux only.</summary>
    public async Task<TimeSpan> CpuAsync()
    {
        // A backend that has ended counts with its parent, so parent and children together are all of it.
        var postmaster = await AskAsync("SELECT pg_read_file('postmaster.pid', 0, 12)");
        var main = int.Parse(postmaster.Split('\n')[0], CultureInfo.InvariantCulture);
        double ticks = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc", "*").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var stat = await File.ReadAllTextAsync(Path.Combine(folder, "stat"));
                var fields = stat.Split(')')[^1].Split(' ');
                var pid = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                if (pid == main || (int.Parse(fields[2], CultureInfo.InvariantCulture) == main && stat.Contains("(postgres)", StringComparison.Ordinal)))
                {
                    ticks += fields[12..(pid == main ? 16 : 14)].Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                // Gone meanwhile.
            }
        }

        return TimeSpan.FromSeconds(ticks / 100);
    }

    public async ValueTask DisposeAsync()
    {
        if (_name is not null)
        {
            await RunAsync("stop", _name);
        }
    }

    private async Task<string> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_connection) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.GetFullPath(Script), arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"{Script} {string.Join(' ', arguments)} failed.");
    }
}
