using System.Text;
using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class TextSegmentsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WhateverIsAppendedAndTrimmed_ReadsAsOneText(int seed)
    {
        var random = new Random(seed);
        var (segments, expected) = (new TextSegments(), new StringBuilder());
        for (var step = 0; step < 400; step++)
        {
            switch (random.Next(4))
            {
                case 0:
                    segments.Append('x');
                    expected.Append('x');
                    break;
                case 1:
                    var blanks = random.Next(40_000);
                    segments.Append(' ', blanks);
                    expected.Append(' ', blanks);
                    break;
                case 2:
                    var text = string.Concat(Enumerable.Range(0, random.Next(9_000)).Select(number => (char)('a' + (number % 26))));
                    segments.Append(text);
                    expected.Append(text);
                    break;
                default:
                    segments.TrimEnd(' ');
                    while (expected.Length > 0 && expected[^1] == ' ')
                    {
                        expected.Length--;
                    }

                    break;
            }

            Assert.Equal(expected.Length, segments.Length);
        }

        Assert.Equal(expected.ToString(), segments.ToString());
    }

    [Fact]
    public void Clear_LeavesNothing()
    {
        var segments = new TextSegments();
        segments.Append(new string('a', 100_000));

        segments.Clear();
        segments.Append("b");

        Assert.Equal("b", segments.ToString());
        Assert.Equal(1, segments.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32 * 1024)]
    [InlineData(40_000)]
    [InlineData(100_000)]
    public void Truncate_OfALongText_KeepsItsFirstLetters(int length)
    {
        var text = new TextSegments();
        var letters = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number,5}"));
        text.Append(letters);

        text.Truncate(length);
        text.Append("end");

        Assert.Equal(letters[..length] + "end", text.ToString());
    }
}
