using System.Text;

namespace Archon.Domain.Urls;

/// <summary>Bootstring with the parameters of RFC 3492, section 5; the encoder of section 6.3.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;

    /// <summary>The label in ASCII, without the <c>xn--</c> in front. Quadratic in the label, which is therefore short.</summary>
    public static string Encode(string label)
    {
        var codePoints = label.EnumerateRunes().Select(rune => rune.Value).ToArray();
        var encoded = new StringBuilder(label.Length + 16);
        encoded.Append(codePoints.Where(codePoint => codePoint < 128).Select(codePoint => (char)codePoint).ToArray());
        var basic = encoded.Length;
        var handled = basic;
        if (basic > 0)
        {
            encoded.Append('-');
        }

        long delta = 0;
        var next = 128;
        var bias = 72;
        while (handled < codePoints.Length)
        {
            var smallest = codePoints.Where(codePoint => codePoint >= next).Min();
            delta += (long)(smallest - next) * (handled + 1);
            next = smallest;
            foreach (var codePoint in codePoints)
            {
                if (codePoint < next)
                {
                    delta++;
                }
                else if (codePoint == next)
                {
                    AppendNumber(encoded, delta, bias);
                    bias = Adapt(delta, handled + 1, first: handled == basic);
                    delta = 0;
                    handled++;
                }
            }

            delta++;
            next++;
        }

        return encoded.ToString();
    }

    private static void AppendNumber(StringBuilder encoded, long number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, TMin, TMax);
            if (number < threshold)
            {
                encoded.Append(Digit(number));
                return;
            }

            encoded.Append(Digit(threshold + ((number - threshold) % (Base - threshold))));
            number = (number - threshold) / (Base - threshold);
        }
    }

    private static int Adapt(long delta, int points, bool first)
    {
        delta = first ? delta / 700 : delta / 2;
        delta += delta / points;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
        {
            delta /= Base - TMin;
        }

        return k + (int)((Base - TMin + 1) * delta / (delta + 38));
    }

    private static char Digit(long value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}
