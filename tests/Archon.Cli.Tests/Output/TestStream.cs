using Archon.Cli.Output;

namespace Archon.Cli.Tests.Output;

/// <summary>A stream into memory.</summary>
internal static class TestStream
{
    public static (TerminalStream Stream, StringWriter Text) Plain() => Create(hasColours: false);

    public static (TerminalStream Stream, StringWriter Text) Coloured() => Create(hasColours: true);

    private static (TerminalStream Stream, StringWriter Text) Create(bool hasColours)
    {
        var text = new StringWriter { NewLine = "\n" };
        return (new TerminalStream(text, isTerminal: hasColours, canRedraw: hasColours, hasColours, width: 80), text);
    }
}
