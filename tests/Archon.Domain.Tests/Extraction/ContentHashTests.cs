using System.Security.Cryptography;
using System.Text;
using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class ContentHashTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("abc", 1)]
    [InlineData("an umlaut \u00FC and a face \U0001F600", 700)]
    [InlineData("\U0001F600", 4097)]
    public void Of_IsSha256OfTheUtf8Form_WhereverThePiecesEnd(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), ContentHash.Of(text));
    }

    [Fact]
    public void Of_APairCutByThePiece_IsReadWhole()
    {
        var text = new string('x', 4095) + "\U0001F600" + new string('y', 5000);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), ContentHash.Of(text));
    }
}
