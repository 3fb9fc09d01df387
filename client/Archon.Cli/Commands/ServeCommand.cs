using System.CommandLine;
using System.Net;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.Silo;

namespace Archon.Cli.Commands;

/// <summary><c>archon serve</c>: a node with its gateway, until it is told to stop.</summary>
internal static class ServeCommand
{
    public const string BlankCluster = "Archon:Postgres:ConnectionString (ARCHON__POSTGRES__CONNECTIONSTRING) is set and empty.";
    public const string BlankClusterRemedy = "Give it the database of the cluster, or take it away to serve the data folder.";

    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "serve",
            "Serve the data folder over HTTP and take interrupted crawls up again. Listens on 127.0.0.1 unless --listen says otherwise. " +
            "With Archon:Postgres:ConnectionString set it is a node of a cluster instead and leaves the folder alone.",
            "archon serve",
            "archon serve --port 9000 --data ./knowledge",
            "archon serve --listen 10.0.0.7",
            "ARCHON__POSTGRES__CONNECTIONSTRING='Host=db;Username=archon;Password=…;Database=archon' archon serve --role gateway");
        var port = Bounded.Number("--port", "Port of the gateway; 0 takes a free one", 8181, 0, 65535);
        command.Add(port);
        var listen = new Option<string?>("--listen")
        {
            Description = "IP address to listen at; 0.0.0.0 opens the gateway, which has no passwords, to every network (or Archon:Gateway:ListenAddress) [default: 127.0.0.1]",
            HelpName = "ADDRESS",
        };
        listen.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IPAddress.TryParse(token.Value, out _))
            {
                result.AddError($"--listen is an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them, not '{token.Value}'.");
            }
        });
        command.Add(listen);
        var allowPrivate = new Option<bool>("--allow-private") { Description = "Allow addresses of private networks to every crawl of this node" };
        command.Add(allowPrivate);
        var data = new Option<string?>("--data")
        {
            Description = $"Folder of the embedded store (or {DataFolder.Variable}) [default: the platform's data folder]",
            HelpName = "DIR",
        };
        DataFolder.RefuseEmpty(data);
        command.Add(data);
        var role = Bounded.OneOf(
            "--role", "What a node of a cluster does (silo works, gateway answers over HTTP, all does both)", "all|silo|gateway", "all", "all", "silo", "gateway");
        command.Add(role);
        command.SetAction((parsed, cancellationToken) =>
        {
            var needs = new NodeNeeds
            {
                ResumeCrawls = true,
                GatewayPort = parsed.GetValue(port),
                ListenAddress = parsed.GetValue(listen) ?? ArchonNode.ConfiguredListenAddress() ?? "127.0.0.1",
                AllowPrivate = parsed.GetValue(allowPrivate),
            };
            if (ArchonNode.IsClusterBlank())
            {
                throw new CliException($"{BlankCluster} {BlankClusterRemedy}");
            }

            if (ArchonNode.IsClusterConfigured())
            {
                return RunInClusterAsync(context, Enum.Parse<NodeRole>(parsed.GetRequiredValue(role), ignoreCase: true), needs, cancellationToken);
            }

            if (parsed.GetRequiredValue(role) != "all")
            {
                throw new CliException("--role parts the work of a cluster; set Archon:Postgres:ConnectionString (ARCHON__POSTGRES__CONNECTIONSTRING), or leave --role out.");
            }

            var given = parsed.GetValue(data);
            var target = new NodeTarget { DataDirectory = DataFolder.Resolve(given), IsDataGiven = given is not null };
            return RunAsync(context, target, needs, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, NodeTarget target, NodeNeeds needs, CancellationToken cancellationToken)
    {
        await using var connection = await NodeConnection.OpenAsync(target, needs, context.Clock, cancellationToken);
        if (connection.Owned is not { Node: var node })
        {
            throw new CliException(
                $"Process {connection.Owner?.Pid} already serves {target.DataDirectory} at {connection.Owner?.Url}; " +
                "use that one, stop it first, or name another folder with --data DIR.");
        }

        var output = context.Terminal.Out;
        output.Line("Archon listens on ", Styled.Link($"{node.GatewayAddress}"));
        TellOfStrangers(context, node);
        output.Line($"Data: {connection.Place}");
        output.Line($"Coding assistants: {new Uri(node.GatewayAddress!, "mcp")} (Model Context Protocol), or archon mcp");
        output.Line($"Next: {target.Hint("crawl URL")} in another terminal, or open the address. Ctrl-C stops; crawls keep their place.");
        using var storage = new StorageWatch(connection, context.Clock, problem => context.Terminal.Error.Line(
            problem is null ? "What is crawled is stored again." : $"{problem.TrimEnd('.')}. Crawls wait meanwhile and go on by themselves."));
        return await ServeAsync(node, cancellationToken);
    }

    private static async Task<int> RunInClusterAsync(CliContext context, NodeRole role, NodeNeeds needs, CancellationToken cancellationToken)
    {
        await using var node = await StartAsync(
            new NodeSettings
            {
                DataDirectory = DataFolder.Resolve(null),
                Role = role,
                GatewayPort = role == NodeRole.Silo ? null : needs.GatewayPort,
                ListenAddress = needs.ListenAddress,
                AllowPrivateNetworks = needs.AllowPrivate,
                Verbose = CliContext.IsDebugging,

                // The log of a node that writes one says it too.
                Notice = CliContext.IsDebugging ? null : notice => context.Terminal.Error.Line(notice),
            },
            cancellationToken);
        if (node is null)
        {
            context.Terminal.Error.Line("Stopped before the node was ready.");
            return ExitCode.Completed;
        }

        var output = context.Terminal.Out;
        if (node.GatewayAddress is { } address)
        {
            output.Line("Archon listens on ", Styled.Link($"{address}"));
            TellOfStrangers(context, node);
        }

        if (node.ClusterOpenAt is { } ports)
        {
            context.Terminal.Error.Line(
                $"Open to other nodes at {ports}, without passwords: whoever reaches these ports can do whatever the cluster can. Keep all but its nodes out.");
        }

        output.Line($"Node of a cluster: {role.ToString().ToLowerInvariant()}. Ctrl-C stops; crawls go on elsewhere, or keep their place.");
        return await ServeAsync(node, cancellationToken);
    }

    // Null when it was told to stop while it waited for its database or its cluster.
    private static async Task<ArchonNode?> StartAsync(NodeSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return await ArchonNode.StartAsync(settings, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static void TellOfStrangers(CliContext context, ArchonNode node)
    {
        if (node.OpenAt is { } open)
        {
            context.Terminal.Error.Line($"Open to the network at {open}, without passwords: whoever reaches it may start crawls, read and delete. Keep strangers out.");
        }
    }

    private static async Task<int> ServeAsync(ArchonNode node, CancellationToken cancellationToken)
    {
        try
        {
            await node.WaitForShutdownAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop: that is how serving ends.
        }

        return ExitCode.Completed;
    }
}
