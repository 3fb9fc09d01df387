using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Archon.Silo.Hosting;

/// <summary>Where a node's log goes: standard error, so that standard output stays the command's own.</summary>
internal static class NodeLog
{
    public static void AddNodeLog(this ILoggingBuilder logging, bool verbose)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Archon", verbose ? LogLevel.Information : LogLevel.Error);
        logging.AddFilter("Orleans", LogLevel.Error);
        logging.AddFilter("Microsoft.Orleans", LogLevel.Error);
        if (verbose)
        {
            logging.AddSimpleConsole(options => options.SingleLine = true);
            logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    }
}
