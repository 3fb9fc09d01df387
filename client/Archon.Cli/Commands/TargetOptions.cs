using System.CommandLine;
using Archon.Cli.Nodes;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>--data</c> and <c>--server</c>, which every command has.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = $"Folder of the embedded store (or {DataFolder.Variable}) [default: the platform's data folder]",
        HelpName = "DIR",
    };

    private readonly Option<string?> _server = new("--server")
    {
        Description = "Address of a running Archon gateway, instead of a data folder",
        HelpName = "URL",
    };

    private TargetOptions()
    {
    }

    public static TargetOptions AddTo(Command command)
    {
        var options = new TargetOptions();
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

    public NodeTarget Read(ParseResult parsed)
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
