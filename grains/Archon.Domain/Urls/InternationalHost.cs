using System.Globalization;
using System.Text;

namespace Archon.Domain.Urls;

/// <summary>
/// Host names beyond ASCII, as punycode. Our own mapping and not <see cref="IdnMapping"/>, whose answers depend on the
/// platform's ICU: lower case, full-width forms and ideographic dots as ASCII, invisible characters dropped. Not composed to
/// NFC first: browsers and editors write host names composed.
/// </summary>
internal static class InternationalHost
{
    /// <summary>The host in ASCII; empty when a character can be in no host name.</summary>
    public static string ToAscii(string host)
    {
        var mapped = new StringBuilder(host.Length);
        foreach (var rune in host.ToLowerInvariant().EnumerateRunes())
        {
            switch (rune.Value)
            {
                case 0x3002 or 0xFF0E or 0xFF61:
                    mapped.Append('.');
                    break;
                case 0x00AD or 0x034F or 0x200B or 0x2060 or 0xFEFF or (>= 0xFE00 and <= 0xFE0F):
                    break;
                case >= 0xFF01 and <= 0xFF5E:
                    mapped.Append((char)(rune.Value - 0xFF01 + '!'));
                    break;
                default:
                    if (rune.Value > 127 && !MayStandInHost(rune))
                    {
                        return "";
                    }

                    mapped.Append(rune.ToString());
                    break;
            }
        }

        return string.Join('.', mapped.ToString().Split('.').Select(LabelToAscii));
    }

    private static string LabelToAscii(string label) => Ascii.IsValid(label) ? label : "xn--" + Punycode.Encode(label);

    private static bool MayStandInHost(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.PrivateUse or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);
}
