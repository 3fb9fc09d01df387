using System.CommandLine;
using Archon.Agents;
using Archon.Cli.Agents;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;
using ModelContextProtocol.Server;

namespace Archon.Cli.Commands;

/// <summary><c>archon mcp</c>: a Model Context Protocol server on standard input and output, for coding assistants, which start it themselves.</summary>
internal static class McpCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "mcp",
            "Serve what has been collected to a coding assistant, by the Model Context Protocol over standard input and output. The assistant starts this command "
            + "itself; over HTTP the same tools are at /mcp of archon serve.",
            "archon mcp",
            "archon mcp --data ./knowledge",
            "claude mcp add archon -- archon mcp",
            "codex mcp add archon -- archon mcp --server http://127.0.0.1:8181");
        var allowPrivate = AllowPrivateOption.AddTo(command);
        allowPrivate.Description = "Let the assistant crawl addresses of private networks, this machine's included";
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(context, target.Read(parsed), parsed.GetValue(allowPrivate), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, NodeTarget target, bool allowPrivate, CancellationToken cancellationToken)
    {
        AllowPrivateOption.Check(allowPrivate, target);
        if (!Console.IsInputRedirected)
        {
            context.Terminal.Error.Line("An assistant starts this and speaks to it; waiting for its words on standard input. Ctrl-C ends. How to name it to an assistant: archon mcp --help");
        }

        // The assistant is greeted at once; a folder that cannot be used is told by the first tool, and here.
        await using var desk = new NodeDesk(context, target, allowPrivate);
        desk.Open();
        var options = new McpServerOptions();
        AgentServer.Configure(options, desk);
        await using var transport = new AnsweringTransport(Console.OpenStandardInput(), Console.OpenStandardOutput(), context.Clock);
        await using var server = McpServer.Create(transport, options);
        try
        {
            await server.RunAsync(cancellationToken);
            return await desk.HasOpenedAsync(cancellationToken) ? ExitCode.Completed : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop: that is one of the ways this ends; the other is the end of standard input.
            return ExitCode.Completed;
        }
    }
}
