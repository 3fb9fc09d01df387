using System.CommandLine;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;
using Archon.Silo;

namespace Archon.Cli.Commands;

/// <summary><c>--data</c> and <c>--server</c>, which every command has.</summary>
internal sealed class TargetOptions
{
    /// <summary>The gateway to speak to when neither a gateway nor a folder is named.</summary>
    public const string ServerVariable = "ARCHON__SERVER";

    private readonly Option<string?> _data = new("--data")
    {
        Description = $"Folder of the embedded store (or {DataFolder.Variable}) [default: the platform's data folder]",
        HelpName = "DIR",
    };

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"Address of a running Archon gateway, instead of a data folder (or {ServerVariable})",
        HelpName = "URL",
    };

    private TargetOptions()
    {
    }

    public static TargetOptions AddTo(Command command)
    {
        var options = new TargetOptions();
        DataFolder.RefuseEmpty(options._data);
        options._server.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Complaint(token.Value) is { } complaint)
            {
                result.AddError($"--server is the http(s) address of a gateway, such as http://127.0.0.1:8181, {complaint}.");
            }
            else if (!result.Implicit && result.GetResult(options._data) is { Implicit: false })
            {
                result.AddError("--data and --server exclude each other: a server keeps its own data.");
            }
        });
        command.Add(options._data);
        command.Add(options._server);
        return options;
    }

    /// <summary>What was named, else what the environment names.</summary>
    /// <exception cref="CliException">
    /// The environment names a gateway that is none; or it configures a cluster and nobody says where its gateway is: a folder of this machine would have
    /// nothing of what the cluster has.
    /// </exception>
    public NodeTarget Read(ParseResult parsed)
    {
        var target = ReadGiven(parsed);
        if (target.Server is not null || target.IsDataGiven)
        {
            return target;
        }

        if (Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } server)
        {
            return Complaint(server) is { } complaint
                ? throw new CliException($"{ServerVariable} is the http(s) address of a gateway, such as http://127.0.0.1:8181, {complaint}.", ExitCode.BadUsage)
                : target with { Server = new Uri(server), IsServerGiven = false };
        }

        return !DataFolder.IsNamedByEnvironment && ArchonNode.IsClusterConfigured()
            ? throw new CliException(
                "A cluster is configured here (Archon:Postgres:ConnectionString), and a folder of this machine has nothing of it. Name a gateway of the cluster "
                + $"with --server URL or {ServerVariable}, or a folder with --data DIR or {DataFolder.Variable}.",
                ExitCode.BadUsage)
            : target;
    }

    /// <summary>What was named on the command line alone.</summary>
    public NodeTarget ReadGiven(ParseResult parsed)
    {
        var given = parsed.GetValue(_data);
        return new NodeTarget
        {
            DataDirectory = DataFolder.Resolve(given),
            IsDataGiven = !string.IsNullOrWhiteSpace(given),
            Server = parsed.GetValue(_server) is { } url ? new Uri(url) : null,
        };
    }

    private static string? Complaint(string text) => UrlAuthority.Of(text) switch
    {
        { HasUser: true } => "without user name or password: a gateway has none",
        { HasWrongPort: true } => $"not '{text}': ports are 1 to 65,535",
        _ => Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) ? null : $"not '{text}'",
    };
}
