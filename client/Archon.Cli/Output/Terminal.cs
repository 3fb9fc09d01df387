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

        return new Terminal(Stream(Console.Out, !Console.IsOutputRedirected), Stream(Console.Error, !Console.IsErrorRedirected));
    }

    private static TerminalStream Stream(TextWriter writer, bool isConsole)
    {
        var isTerminal = isConsole && UnderstandsControlCodes(writer);
        var noColour = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new TerminalStream(writer, isTerminal, isTerminal && !noColour, isTerminal ? WindowWidth() : UnknownWidth);
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
