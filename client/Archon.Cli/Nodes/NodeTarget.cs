namespace Archon.Cli.Nodes;

/// <summary>Which Archon a command speaks to: a data folder on this machine, or a server.</summary>
internal sealed record NodeTarget
{
    /// <summary>The data folder, absolute; unused with <see cref="Server"/>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The gateway that was named, or null.</summary>
    public Uri? Server { get; init; }

    /// <summary>The gateway was named on the command line, not by the environment.</summary>
    public bool IsServerGiven { get; init; } = true;

    /// <summary>The data folder was named on the command line.</summary>
    public bool IsDataGiven { get; init; }

    /// <summary>A command line to type next, with the same target.</summary>
    public string Hint(string command) => this switch
    {
        { Server: { } server, IsServerGiven: true } => $"archon {command} --server {server}",
        { Server: null, IsDataGiven: true } => $"archon {command} --data {Quoted(DataDirectory)}",
        _ => $"archon {command}",
    };

    private static string Quoted(string path) =>
        path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+\\:".Contains(c, StringComparison.Ordinal)) ? path : $"\"{path}\"";
}
