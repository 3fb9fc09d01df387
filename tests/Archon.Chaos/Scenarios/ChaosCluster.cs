using System.Globalization;
using Archon.Chaos.Processes;
using Archon.Chaos.Sites;

namespace Archon.Chaos.Scenarios;

/// <summary>Three silos, two gateways, a PostgreSQL of its own and the sites: everything a scenario plays with.</summary>
internal sealed class ChaosCluster : IAsyncDisposable
{
    private readonly SemaphoreSlim _databaseTurn = new(1, 1);
    private readonly string _logs;
    private readonly LeftProcesses _left;
    private readonly Action<string> _tell;

    private ChaosCluster(
        string logs,
        OwnPostgres postgres,
        TestDatabase database,
        SiteServer sites,
        IReadOnlyList<NodeSlot> silos,
        IReadOnlyList<NodeSlot> gateways,
        LeftProcesses left,
        Action<string> tell)
    {
        _logs = logs;
        _left = left;
        Postgres = postgres;
        Database = database;
        Sites = sites;
        Silos = silos;
        Gateways = gateways;
        _tell = tell;
    }

    public OwnPostgres Postgres { get; }

    public TestDatabase Database { get; }

    public SiteServer Sites { get; }

    public IReadOnlyList<NodeSlot> Silos { get; }

    public IReadOnlyList<NodeSlot> Gateways { get; }

    public IEnumerable<NodeSlot> Slots => [.. Silos, .. Gateways];

    /// <param name="logs">Folder for a log of each node.</param>
    /// <param name="tell">Told what happens.</param>
    /// <param name="silos">How many.</param>
    /// <param name="gateways">How many.</param>
    /// <param name="environment">More of every node's environment.</param>
    public static async Task<ChaosCluster> StartAsync(
        string logs, Action<string> tell, int silos = 3, int gateways = 2, IReadOnlyDictionary<string, string>? environment = null)
    {
        Directory.CreateDirectory(logs);
        var postgres = await OwnPostgres.StartAsync("chaos");
        try
        {
            var database = await TestDatabase.CreateAsync(server: postgres.Connection);
            var sites = await SiteServer.StartAsync();
            var left = new LeftProcesses();
            NodeSlot Slot(string role, int number)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{role}-{number + 1}");
                return new NodeSlot(
                    name,
                    new NodeSettings
                    {
                        Role = role,
                        Database = database.Connection,
                        Port = role == "silo" ? 0 : FreePort.Take(),
                        Log = LogOf(logs, name),
                        Environment = new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { [left.Environment.Key] = left.Environment.Value },
                    },
                    tell);
            }

            var cluster = new ChaosCluster(
                logs,
                postgres,
                database,
                sites,
                [.. Enumerable.Range(0, silos).Select(number => Slot("silo", number))],
                [.. Enumerable.Range(0, gateways).Select(number => Slot("gateway", number))],
                left,
                tell);
            await Task.WhenAll(cluster.Slots.Select(slot => slot.StartAsync(CancellationToken.None)));
            return cluster;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>The database ends as by a power cut, and is back after a while.</summary>
    public Task CrashDatabaseAsync(TimeSpan away) => DatabaseAsync(Postgres.CrashAsync, away, Postgres.ReviveAsync);

    /// <summary>The database does not answer for a while.</summary>
    public Task FreezeDatabaseAsync(TimeSpan away) => DatabaseAsync(Postgres.FreezeAsync, away, Postgres.ThawAsync);

    /// <summary>Ends when everything runs and no fault is under way.</summary>
    public async Task WhenWhole(CancellationToken cancellationToken)
    {
        await _databaseTurn.WaitAsync(cancellationToken);
        _databaseTurn.Release();
        await Task.WhenAll(Slots.Select(slot => slot.WhenUp(cancellationToken)));
    }

    /// <summary>Nodes that crashed: that ended although nobody had killed, stopped or frozen them, or taken them for dead.</summary>
    public IEnumerable<string> DiedByThemselves => Slots.Where(slot => slot.DiedByItself > 0).Select(slot => $"{slot.Name} ended by itself {slot.DiedByItself} times");

    /// <summary>Processes that nodes have started and that outlived them.</summary>
    public IReadOnlyList<string> FindLeftProcesses() => _left.Find([.. Slots.Select(slot => slot.Node).Where(node => !node.HasExited).Select(node => node.Id)]);

    /// <summary>
    /// For people who have nothing else left of a failure: of each node's log the last lines that name one of <paramref name="words"/>, or are warnings or
    /// worse.
    /// </summary>
    public IEnumerable<string> LastWords(int lines, params IReadOnlyCollection<string> words) =>
        Slots.SelectMany(slot => NodeLog.Tail(LogOf(_logs, slot.Name), lines, words).Prepend($"-- {slot.Name} ({slot.State})"));

    /// <summary>The silo that a crawl was started on, as its log tells; null while none does.</summary>
    public NodeSlot? FindStarter(string crawlId) => Silos.FirstOrDefault(silo =>
        NodeLog.Tail(LogOf(_logs, silo.Name), 10_000, [crawlId]).Any(line => line.Contains($"Crawl {crawlId} of ", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        foreach (var slot in Slots)
        {
            await slot.DisposeAsync();
        }

        await Sites.DisposeAsync();
        _databaseTurn.Dispose();
        await Postgres.DisposeAsync();
    }

    private static string LogOf(string logs, string name) => Path.Combine(logs, $"{name}.log");

    private async Task DatabaseAsync(Func<Task> fault, TimeSpan away, Func<Task> mend)
    {
        if (!await _databaseTurn.WaitAsync(0))
        {
            _tell("the database is away already");
            return;
        }

        try
        {
            await fault();
            await Task.Delay(away, TimeProvider.System);
            await mend();
        }
        finally
        {
            _databaseTurn.Release();
        }
    }
}
