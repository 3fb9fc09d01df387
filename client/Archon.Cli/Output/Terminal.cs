using System.Text;
using Spectre.Console;

namespace Archon.Cli.Output;

/// <summary>Standard output and standard error of this process, and what each can show.</summary>
internal sealed record Terminal(TerminalStream Out, TerminalStream Error)
{
    private const int UnknownWidth = 80;

    public static Terminal OfProcess()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        // Files and pipes get UTF-8 whatever the locale says: its alphabet may not have every letter of a page.
        var output = Console.IsOutputRedirected
            ? TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true })
            : Console.Out;
        return new Terminal(Stream(output, !Console.IsOutputRedirected), Stream(Console.Error, !Console.IsErrorRedirected));
    }

    private static TerminalStream Stream(TextWriter writer, bool isTerminal)
    {
        var canRedraw = isTerminal && UnderstandsControlCodes(writer);
        var noColour = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new TerminalStream(writer, isTerminal, canRedraw, canRedraw && !noColour, isTerminal ? WindowWidth() : UnknownWidth);
    }

    private static bool UnderstandsControlCodes(TextWriter writer)
    {
        if (!OperatingSystem.IsWindows())
        {
            return Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        }

        // Looking for it also switches it on in an old console.
        return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }).Profile.Capabilities.Ansi;
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UnknownWidth;
        }
        catch (IOException)
        {
            return UnknownWidth;
        }
    }
}
