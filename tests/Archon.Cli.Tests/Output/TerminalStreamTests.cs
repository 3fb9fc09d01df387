using Archon.Cli.Output;

namespace Archon.Cli.Tests.Output;

public sealed class TerminalStreamTests
{
    private const string Hostile = "a\u001b[2J\u009b1m\u202Eb\r\n\tc";

    [Fact]
    public void Line_WithoutColours_WritesNothingATerminalObeys()
    {
        var (stream, text) = TestStream.Plain();

        stream.Line(Hostile, Styled.Bad(Hostile));

        Assert.Equal("a[2J1mb\n\tca[2J1mb\n\tc\n", text.ToString());
    }

    [Fact]
    public void Line_WithColours_WritesItsOwnCodesOnly()
    {
        var (stream, text) = TestStream.Coloured();

        stream.Line(Styled.Bad(Hostile));

        Assert.Equal("\u001b[31ma[2J1mb\n\tc\u001b[0m\n", text.ToString());
    }
}
