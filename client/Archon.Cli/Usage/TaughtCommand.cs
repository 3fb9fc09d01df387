using System.CommandLine;

namespace Archon.Cli.Usage;

/// <summary>A command that shows how it is used.</summary>
internal interface ITaught
{
    IReadOnlyList<string> Examples { get; }
}

/// <inheritdoc cref="ITaught"/>
internal sealed class TaughtCommand(string name, string description, params string[] examples) : Command(name, description), ITaught
{
    public IReadOnlyList<string> Examples { get; } = examples;
}

/// <inheritdoc cref="ITaught"/>
internal sealed class TaughtRootCommand(string description, params string[] examples) : RootCommand(description), ITaught
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
