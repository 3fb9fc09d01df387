using System.CommandLine;
using System.CommandLine.Help;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary>The command tree.</summary>
internal static class ArchonCommands
{
    public static RootCommand Create(CliContext context)
    {
        var root = new TaughtRootCommand(
            "Archon turns a documentation site into searchable knowledge.",
            "archon crawl https://docs.python.org/3/tutorial/",
            "archon search \"how do I open a file\"",
            "archon crawl --help")
        {
            CrawlCommand.Create(context),
            AddCommand.Create(context),
            SearchCommand.Create(context),
            CrawlsCommand.Create(context),
            StatusCommand.Create(context),
            PagesCommand.Create(context),
            WatchCommand.Create(context),
            CancelCommand.Create(context),
            PauseCommand.Create(context),
            ResumeCommand.Create(context),
            RetryCommand.Create(context),
            RefreshCommand.Create(context),
            ScheduleCommand.Create(context),
            SourcesCommand.Create(context),
            HostsCommand.Create(context),
            PageCommand.Create(context),
            ExportCommand.Create(context),
            ServeCommand.Create(context),
            McpCommand.Create(context),
            DoctorCommand.Create(context),
        };
        root.Add(HelpCommand.Create(root));
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        root.SetAction(parsed =>
        {
            var invocation = new InvocationConfiguration { Output = parsed.InvocationConfiguration.Error };
            root.Parse("--help").Invoke(invocation);
            return ExitCode.BadUsage;
        });
        return root;
    }
}
