using System.Text;
using Archon.Cli.Exporting;

namespace Archon.Cli.Tests.Exporting;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("tutorial", "tutorial")]
    [InlineData("größe 1", "größe 1")]
    [InlineData("..", "_")]
    [InlineData(".", "_")]
    [InlineData(".htaccess", "_.htaccess")]
    [InlineData("a/b\\c", "a_b_c")]
    [InlineData("a:b*c?d\"e<f>g|h", "a_b_c_d_e_f_g_h")]
    [InlineData("a\0b\nc\u001bd", "a_b_c_d")]
    [InlineData("con", "_con")]
    [InlineData("NUL.txt", "_NUL.txt")]
    [InlineData("ends.. ", "ends")]
    [InlineData("a\u202Eb", "a_b")]
    [InlineData("", "_")]
    public void From_KeepsWhatEveryFileSystemTakes(string piece, string expected) => Assert.Equal(expected, SafeName.From(piece));

    [Theory]
    [InlineData('a')]
    [InlineData('ü')]
    [InlineData('文')]
    public void From_OfAVeryLongPiece_StaysWithinTheLimit(char letter)
    {
        var one = SafeName.From(new string(letter, 2000));
        var other = SafeName.From(new string(letter, 2001));

        Assert.InRange(Encoding.UTF8.GetByteCount(one), 150, SafeName.MaxBytes);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void From_NeverCutsACharacterInTwo()
    {
        var name = SafeName.From(string.Concat(Enumerable.Repeat("😀", 100)));

        Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
    }
}
