using System.Net;
using System.Net.Sockets;
using Archon.Ports.Storage;
using Archon.Silo.Hosting;
using Archon.Storage.Postgres;
using Archon.Storage.Postgres.Surveying;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Surveying;

/// <summary>Looks at the cluster of the configuration without joining it and without changing anything.</summary>
public static class ClusterSurvey
{
    private static readonly TimeSpan DialPatience = TimeSpan.FromSeconds(3);

    /// <summary>Of the configuration that a node of this machine would have.</summary>
    public static Task<ClusterFacts> ReadAsync(TimeProvider clock, CancellationToken cancellationToken) =>
        ReadAsync(NodeConfiguration.Read(), clock, cancellationToken);

    /// <summary>1. the settings, 2. the database, 3. whether its members can be reached from here.</summary>
    public static async Task<ClusterFacts> ReadAsync(IConfiguration configuration, TimeProvider clock, CancellationToken cancellationToken)
    {
        // 1.
        var archon = configuration.GetSection("Archon");
        var orleans = ReadOrleans(archon);
        var facts = new ClusterFacts
        {
            ClusterId = orleans.ClusterId ?? ClusterSetup.DefaultClusterId,
            SignOfLife = orleans.Membership.SignOfLife,
            WrongSettings = NodeOptions.Faults(configuration, cluster: true),
        };
        var options = new PostgresOptions
        {
            ConnectionString = archon["Postgres:ConnectionString"] ?? "",
            ReplaceEmbeddingModel = bool.TryParse(archon["Postgres:ReplaceEmbeddingModel"], out var replace) && replace,
        };
        if (PostgresOptions.Fault(options.ConnectionString) is { } fault)
        {
            return facts with { DatabaseFault = fault };
        }

        // 2.
        PostgresFacts database;
        try
        {
            options.ConnectionString = PostgresSurvey.Impatient(options.ConnectionString);
            database = await PostgresSurvey.ReadAsync(options, EmbedderSurvey.Describe(configuration), facts.ClusterId, clock, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            return facts with { DatabaseFault = exception.Message };
        }

        // 3.
        var dialled = await Task.WhenAll(database.Members.Select(member => DialAsync(member, cancellationToken)));
        return facts with { Database = database, Unreachable = [.. dialled.OfType<string>()] };
    }

    // What is wrong with them is said already; the rest is looked at with the defaults.
    private static OrleansSettings ReadOrleans(IConfiguration archon)
    {
        try
        {
            return OrleansSettings.Read(archon);
        }
        catch (Exception exception) when (exception is OptionsValidationException or InvalidOperationException)
        {
            return new OrleansSettings();
        }
    }

    private static async Task<string?> DialAsync(MemberFacts member, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(DialPatience);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(member.Address), member.Port, patience.Token);
            return null;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Place(member);
        }
    }

    /// <summary>Where a member is, as <see cref="ClusterFacts.Unreachable"/> names it.</summary>
    public static string Place(MemberFacts member) => $"{member.Address}:{member.Port}";
}
