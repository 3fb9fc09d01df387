using System.Net;
using Archon.Silo.Secrets;
using Archon.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;

namespace Archon.Silo.Hosting;

/// <summary>Orleans for the nodes of a cluster: membership, reminders and the subscriptions of streams are in PostgreSQL.</summary>
internal static class ClusterSetup
{
    /// <summary>Connections of a node for what Orleans keeps in the database.</summary>
    public const int PoolSize = 10;

    // What a frozen silo owes a client nobody breaks off when the others give the silo up: it runs into this. Longer calls have times of their own.
    private static readonly TimeSpan ClientPatience = TimeSpan.FromSeconds(20);

    private const int TriesPerNotice = 15;

    private const string Invariant = "Npgsql";
    private const string ServiceId = "archon";
    internal const string DefaultClusterId = "archon";

    /// <summary>Signs of life in a row that a silo may owe before it is stale.</summary>
    public const int MissedSigns = 3;

    public static void AddCluster(this ISiloBuilder silo, OrleansSettings settings, string connectionString)
    {
        var connection = ForOrleans(connectionString);
        silo.Configure<ClusterOptions>(options => Name(options, settings));
        silo.Configure<SiloOptions>(options => options.SiloName = settings.SiloName is { Length: > 0 } name ? name : Environment.MachineName);
        silo.ConfigureEndpoints(settings);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = settings.Membership.ProbeTimeout;
            options.MaxProbeTimeout = settings.Membership.MaxProbeTimeout;
            options.NumMissedProbesLimit = settings.Membership.MissedProbes;
            options.NumVotesForDeathDeclaration = settings.Membership.Votes;
            options.IAmAliveTablePublishTimeout = settings.Membership.SignOfLife;
            options.NumMissedTableIAmAliveLimit = MissedSigns;
        });
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(30));
        silo.UseAdoNetClustering(options =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = connection;
        });
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = connection;
        });
        silo.AddAdoNetGrainStorage("PubSubStore", options =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = connection;
            options.DeleteStateOnClear = true;
        });

        silo.Services.UseOrleansStateForm();
        silo.Services.AllowFaultsOfTheDatabase();
        silo.Services.Replace(ServiceDescriptor.Singleton<IFatalErrorHandler, SiloEnd>());
        silo.AddProgressStreams();
    }

    /// <param name="client">The client.</param>
    /// <param name="settings">Of the cluster.</param>
    /// <param name="connectionString">Of its database.</param>
    /// <param name="notice">Told, now and then, that no silo is there yet; null tells nobody.</param>
    public static void AddClusterClient(this IClientBuilder client, OrleansSettings settings, string connectionString, Action<string>? notice)
    {
        var connection = ForOrleans(connectionString);
        client.Configure<ClusterOptions>(options => Name(options, settings));
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = settings.Membership.GatewayListRefreshPeriod);
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ClientPatience);
        client.UseAdoNetClustering(options =>
        {
            options.Invariant = Invariant;
            options.ConnectionString = connection;
        });

        // A gateway may start before the first silo, and outlive the last one.
        var tries = 0;
        client.UseConnectionRetryFilter(async (_, cancellationToken) =>
        {
            if (tries++ % TriesPerNotice == 0)
            {
                notice?.Invoke(
                    $"No silo of the cluster {settings.ClusterId ?? DefaultClusterId} can be reached yet; waiting for one. Start one with: archon serve --role silo. "
                    + "A silo whose Archon:Orleans:GatewayPort is 0 takes no gateways.");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            return true;
        });
        client.Services.AllowFaultsOfTheDatabase();
        client.AddProgressStreams();
    }

    // What the store throws has the driver's exception inside. One that Orleans may not carry takes the place of the whole answer, and nobody
    // would know that the database is away.
    private static void AllowFaultsOfTheDatabase(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add(Invariant));

    /// <summary>Says which key this silo encrypts with, or why it cannot be one of the cluster's. After <see cref="JoinAsync"/>.</summary>
    public static Task DeclareKeyAsync(this PostgresStore store, OrleansSettings settings, SecretOptions secrets, CancellationToken cancellationToken) =>
        store.DeclareSecretKeyAsync(
            settings.ClusterId ?? DefaultClusterId, SecretSeal.NameOf(secrets), settings.Membership.SignOfLife * MissedSigns, secrets.ReplaceKey, cancellationToken);

    /// <summary>Joins the database's cluster, or says why it cannot be this node's.</summary>
    public static Task JoinAsync(this PostgresStore store, OrleansSettings settings, CancellationToken cancellationToken) =>
        store.JoinClusterAsync(settings.ClusterId ?? DefaultClusterId, settings.Membership.SignOfLife * MissedSigns, cancellationToken);

    private static void Name(ClusterOptions options, OrleansSettings settings)
    {
        options.ServiceId = ServiceId;
        options.ClusterId = settings.ClusterId ?? DefaultClusterId;
    }

    private static void ConfigureEndpoints(this ISiloBuilder silo, OrleansSettings settings)
    {
        var siloPort = settings.SiloPort switch
        {
            null => ClusterPorts.Silo,
            0 => SiloSetup.FreePort(),
            { } port => port,
        };
        var gatewayPort = settings.GatewayPort ?? ClusterPorts.Gateway;
        if (settings.AdvertisedAddress is not { Length: > 0 } text)
        {
            silo.ConfigureEndpoints(siloPort, gatewayPort, listenOnAnyHostAddress: true);
            return;
        }

        var address = IPAddress.Parse(text);
        silo.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
    }

    // A pool of its own: however busy the store is, a sign of life finds a connection.
    private static string ForOrleans(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        ApplicationName = "archon-orleans",
        MaxPoolSize = PoolSize,
        MinPoolSize = 0,
    }.ConnectionString;
}
