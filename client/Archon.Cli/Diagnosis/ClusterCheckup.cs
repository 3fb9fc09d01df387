using System.Runtime.CompilerServices;
using Archon.Cli.Output;
using Archon.Silo.Surveying;
using Archon.Storage.Postgres.Surveying;

namespace Archon.Cli.Diagnosis;

/// <summary>
/// Looks at what a node of the configured cluster needs: 1. the machine, 2. the settings, 3. the database and what is in it, 4. the members, 5. the
/// clocks. It joins nothing and changes nothing. What a failure makes unknown is left out.
/// </summary>
/// <param name="survey">Looks at the cluster.</param>
internal sealed class ClusterCheckup(Func<CancellationToken, Task<ClusterFacts>> survey)
{
    // Two clocks further apart make times of crawls and the ages of signs of life wrong enough to mislead people.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    // A node keeps some for Orleans and for itself; below it the next node may find none.
    private const double FullShare = 0.9;

    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // 1.
        yield return MachineChecks.Runtime();
        yield return await MachineChecks.BrowserAsync(cancellationToken);

        // 2.
        var facts = await survey(cancellationToken);
        yield return facts.WrongSettings.IsEmpty
            ? Check.Ok("Settings", $"a node of the cluster {facts.ClusterId}")
            : Check.Fail("Settings", string.Join(" ", facts.WrongSettings).TrimEnd('.'), "Correct them; a node with them does not start.");

        // 3.
        yield return Database(facts);
        if (facts.Database is not { } database)
        {
            yield break;
        }

        yield return Pgvector(database);
        yield return Schema(database);
        if (database.Cluster is { } cluster && cluster != facts.ClusterId)
        {
            yield return OtherCluster(database, cluster, facts.ClusterId);
        }

        await foreach (var check in ModelChecks.RunAsync(database.Conflict, cancellationToken))
        {
            yield return check;
        }

        // 4.
        if (database.SchemaVersion == database.KnownSchemaVersion)
        {
            foreach (var check in Members(database, facts))
            {
                yield return check;
            }
        }

        // 5.
        yield return Clock(database);
    }

    private static Check Database(ClusterFacts facts) => facts.Database switch
    {
        null => Check.Fail(
            "Database",
            facts.DatabaseFault!.TrimEnd('.'),
            "Nodes that run keep what they know and go on once it answers; one that starts waits for it as long as Archon:Postgres:StartPatience says. See Archon:Postgres:ConnectionString and the server's own log."),
        { VersionNumber: < PostgresFacts.NeededVersion } old => Check.Fail("Database", $"PostgreSQL {old.Version} at {old.Server}", "Upgrade it to 15 or newer."),
        { IsReadOnly: true } standby => Check.Fail(
            "Database", $"PostgreSQL {standby.Version} at {standby.Server} is read-only, a standby perhaps", "Connect to the primary."),
        { HasSearchPath: false } homeless => Check.Fail(
            "Database",
            $"PostgreSQL {homeless.Version} at {homeless.Server} has no schema to make tables in",
            "CREATE SCHEMA public in the database, owned by the user; or name one that is there, with Search Path in Archon:Postgres:ConnectionString."),
        { MayCreate: false } closed => Check.Fail(
            "Database",
            $"PostgreSQL {closed.Version} at {closed.Server}: the user may not make tables",
            "Let it: GRANT CREATE ON SCHEMA public TO the user, or make it the owner of the database."),
        { } full when full.Connections >= full.MaxConnections * FullShare => Check.Warn(
            "Database",
            $"PostgreSQL {full.Version} at {full.Server}: {full.Connections} of {full.MaxConnections} connections in use",
            "Raise max_connections, or lower Maximum Pool Size in the connection string of every node."),
        { } good => Check.Ok("Database", $"PostgreSQL {good.Version} at {good.Server}, {good.Connections} of {good.MaxConnections} connections in use"),
    };

    private static Check Pgvector(PostgresFacts database) => database switch
    {
        { Pgvector: { } version } => Check.Ok("pgvector", version),
        { PgvectorAvailable: { } version, MayMakePgvector: false } => Check.Fail(
            "pgvector", $"{version} is on the server and not in this database, and the user may not make it", "Let a superuser do it in this database, once: CREATE EXTENSION vector."),
        { PgvectorAvailable: { } version } => Check.Ok("pgvector", $"{version} can be made; the first node does"),
        _ => Check.Fail("pgvector", "the server does not have it", "Install it there (Debian: apt-get install postgresql-17-pgvector), then run this again."),
    };

    private static Check Schema(PostgresFacts database) => (database.SchemaVersion, database.KnownSchemaVersion) switch
    {
        (0, var known) => Check.Ok("Schema", $"not there yet; the first node makes version {known}"),
        var (there, known) when there == known => Check.Ok("Schema", $"version {there}"),
        var (there, known) when there > known => Check.Fail("Schema", $"version {there}, and this program knows {known} at most", "Use the program that the cluster runs, or a newer one."),
        var (there, known) => Check.Warn(
            "Schema", $"version {there}, and this program wants {known}", "Back the database up, then start a node of this version: it migrates by itself."),
    };

    private static Check OtherCluster(PostgresFacts database, string cluster, string configured) => Check.Fail(
        "Cluster",
        $"{database.Server} is the cluster '{cluster}', and Archon:Orleans:ClusterId is '{configured}' here; a node with it does not start",
        $"Set ClusterId to '{cluster}', or name another database. To rename the cluster, stop all its nodes and start one with Archon:Postgres:RenameCluster set to true.");

    private static IEnumerable<Check> Members(PostgresFacts database, ClusterFacts facts)
    {
        if (database.Members.IsEmpty)
        {
            yield return Check.Warn("Members", $"no node of the cluster {facts.ClusterId} is active", "Start one: archon serve. Crawls wait for it.");
            yield break;
        }

        foreach (var member in database.Members)
        {
            var place = ClusterSurvey.Place(member);
            var found = $"{member.Name} at {place}, {(member.IsActive ? "active" : "joining")}, last sign {Humanly.Duration(member.SignAge)} ago";
            yield return member switch
            {
                _ when member.SignAge > facts.SignTolerance => Check.Fail(
                    "Member",
                    $"{found}; one is due every {Humanly.Duration(facts.SignOfLife)}",
                    "It is frozen, cut off from the database, or was killed with nobody left to notice. Look at that machine and start a node: it gives this one up and takes "
                    + "its crawls on. When every node says otherwise, this machine's Archon:Orleans:Membership:SignOfLife is not theirs."),
                _ when member.ClockAhead.Duration() > ClockTolerance => Check.Fail(
                    "Member", $"{found}; its clock is {Off(member.ClockAhead)} the database's", "Let NTP set the clock of that machine."),
                _ when facts.Unreachable.Contains(place) => Check.Warn(
                    "Member",
                    $"{found}; cannot be dialled from here",
                    "Nodes must reach each other at that address: see Archon:Orleans:AdvertisedAddress, firewalls and network policies. From a machine that is no node this is as it should be. "
                    + $"If it was killed just now, this check fails once its last sign is older than {Humanly.Duration(facts.SignTolerance)}."),
                _ => Check.Ok("Member", found),
            };
        }

        if (database.Members.All(member => !member.TakesGateways))
        {
            yield return Check.Warn(
                "Gateways",
                "no silo takes gateways: Archon:Orleans:GatewayPort is 0 at each",
                "As it should be when every node serves HTTP by itself. For archon serve --role gateway, take the setting away (it is 30000 then) and start the silos anew.");
        }
    }

    private static Check Clock(PostgresFacts database) => database.ClockAhead.Duration() <= ClockTolerance
        ? Check.Ok("Clock", $"within {Humanly.Duration(ClockTolerance)} of the database's")
        : Check.Fail("Clock", $"this machine's clock is {Off(database.ClockAhead)} the database's", "Let NTP set both (timedatectl set-ntp true).");

    private static string Off(TimeSpan ahead) => $"{Humanly.Duration(ahead.Duration())} {(ahead > TimeSpan.Zero ? "ahead of" : "behind")}";
}
