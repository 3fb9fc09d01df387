using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Archon.Cli.Usage;

/// <summary>The usual help, and below it lines to copy.</summary>
internal sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ITaught taught)
        {
            output.WriteLine("Examples:");
            foreach (var example in taught.Examples)
            {
                output.WriteLine($"  {example}");
            }

            output.WriteLine();
        }

        return code;
    }
}
