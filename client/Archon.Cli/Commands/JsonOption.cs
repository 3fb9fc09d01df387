using System.CommandLine;

namespace Archon.Cli.Commands;

/// <summary><c>--json</c>: documents for programs on standard output, sentences on standard error.</summary>
internal static class JsonOption
{
    public static Option<bool> AddTo(Command command, string description)
    {
        var option = new Option<bool>("--json") { Description = description };
        command.Add(option);
        return option;
    }
}
