using System.CommandLine;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>archon serve</c>: a node with its gateway, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "serve",
            "Serve the data folder over HTTP and take interrupted crawls up again. Listens on 127.0.0.1.",
            "archon serve",
            "archon serve --port 9000 --data ./knowledge");
        var port = Bounded.Number("--port", "Port of the gateway; 0 takes a free one", 8181, 0, 65535);
        command.Add(port);
        var allowPrivate = new Option<bool>("--allow-private") { Description = "Allow addresses of private networks to every crawl of this node" };
        command.Add(allowPrivate);
        var data = new Option<string?>("--data")
        {
            Description = $"Folder of the embedded store (or {DataFolder.Variable}) [default: the platform's data folder]",
            HelpName = "DIR",
        };
        command.Add(data);
        command.SetAction((parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(data);
            var target = new NodeTarget { DataDirectory = DataFolder.Resolve(given), IsDataGiven = given is not null };
            var needs = new NodeNeeds { ResumeCrawls = true, GatewayPort = parsed.GetValue(port), AllowPrivate = parsed.GetValue(allowPrivate) };
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
        output.Line($"Data: {connection.Place}");
        output.Line($"Next: {target.Hint("crawl URL")} in another terminal, or open the address. Ctrl-C stops; crawls keep their place.");
        using var storage = new StorageWatch(connection, context.Clock, problem => context.Terminal.Error.Line(
            problem is null ? "What is crawled is stored again." : $"{problem.TrimEnd('.')}. Crawls wait meanwhile and go on by themselves."));
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
