using System.CommandLine;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>archon help</c>: the same as <c>--help</c>, for those who ask in this order.</summary>
internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        var command = new TaughtCommand("help", "Show how a command is used.", "archon help", "archon help crawl");
        var name = new Argument<string?>("COMMAND") { Description = "The command; without it, all of them are listed", Arity = ArgumentArity.ZeroOrOne };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && root.Subcommands.All(known => known.Name != token.Value))
            {
                result.AddError(UsageErrors.UnknownCommand(root, token.Value));
            }
        });
        command.Add(name);
        command.SetAction(parsed => root.Parse(parsed.GetValue(name) is { } asked ? [asked, "--help"] : ["--help"]).Invoke(parsed.InvocationConfiguration));
        return command;
    }
}
