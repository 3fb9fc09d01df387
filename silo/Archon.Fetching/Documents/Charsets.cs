using System.Collections.Frozen;
using System.Text;

namespace Archon.Fetching.Documents;

/// <summary>
/// Finds an encoding by its label as browsers do (WHATWG Encoding, "names and labels"): the old single-byte names mean the
/// Windows code page that swallowed them, and labels that are dangerous or unknown (UTF-7, HZ, …) mean nothing.
/// </summary>
internal static class Charsets
{
    private const int CodePageUtf8 = 65001;
    private const int CodePageUtf16 = 1200;
    private const int CodePageUtf16BigEndian = 1201;

    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    public static readonly Encoding Utf16LittleEndian = new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
    public static readonly Encoding Utf16BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: false);

    private static readonly FrozenDictionary<string, int> CodePages = Labels().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every label that is understood.</summary>
    public static IReadOnlyCollection<string> Known => CodePages.Keys;

    /// <summary>Null when there is no such encoding.</summary>
    public static Encoding? Find(string? label) =>
        label is not null && CodePages.TryGetValue(label.Trim(), out var codePage) ? Of(codePage) : null;

    /// <summary>Like <see cref="Find"/>; but markup that could be read so far is not UTF-16, whatever it says.</summary>
    public static Encoding? FindInMarkup(string? label)
    {
        var encoding = Find(label);
        return encoding is UnicodeEncoding ? Utf8 : encoding;
    }

    private static Encoding? Of(int codePage) => codePage switch
    {
        CodePageUtf8 => Utf8,
        CodePageUtf16 => Utf16LittleEndian,
        CodePageUtf16BigEndian => Utf16BigEndian,
        // Asked directly, the provider needs no registration and changes nothing for the rest of the process.
        _ => CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
            ?? Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD")),
    };

    private static Dictionary<string, int> Labels()
    {
        Dictionary<string, int> labels = [];
        Add(CodePageUtf8, "utf-8", "utf8", "unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8");
        Add(CodePageUtf16, "utf-16", "utf-16le", "unicode", "ucs-2", "iso-10646-ucs-2", "csunicode", "unicodefeff");
        Add(CodePageUtf16BigEndian, "utf-16be", "unicodefffe");
        Add(1252, "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso88591", "iso_8859-1", "iso_8859-1:1987", "latin1", "l1",
            "ascii", "us-ascii", "ansi_x3.4-1968", "cp819", "ibm819", "iso-ir-100", "csisolatin1", "x-user-defined");
        Add(1250, "windows-1250", "cp1250", "x-cp1250");
        Add(1251, "windows-1251", "cp1251", "x-cp1251");
        Add(1253, "windows-1253", "cp1253", "x-cp1253");
        Add(1254, "windows-1254", "cp1254", "x-cp1254", "iso-8859-9", "iso8859-9", "iso88599", "iso_8859-9", "latin5", "l5");
        Add(1255, "windows-1255", "cp1255", "x-cp1255");
        Add(1256, "windows-1256", "cp1256", "x-cp1256");
        Add(1257, "windows-1257", "cp1257", "x-cp1257");
        Add(1258, "windows-1258", "cp1258", "x-cp1258");
        Add(874, "windows-874", "dos-874", "tis-620", "iso-8859-11", "iso8859-11");
        Add(28592, "iso-8859-2", "iso8859-2", "iso88592", "iso_8859-2", "latin2", "l2");
        Add(28593, "iso-8859-3", "iso8859-3", "latin3", "l3");
        Add(28594, "iso-8859-4", "iso8859-4", "latin4", "l4");
        Add(28595, "iso-8859-5", "iso8859-5", "cyrillic");
        Add(28596, "iso-8859-6", "iso8859-6", "arabic");
        Add(28597, "iso-8859-7", "iso8859-7", "greek");
        Add(28598, "iso-8859-8", "iso8859-8", "hebrew", "visual");
        Add(38598, "iso-8859-8-i", "logical");
        Add(28603, "iso-8859-13", "iso8859-13");
        Add(28605, "iso-8859-15", "iso8859-15", "iso885915", "l9");
        Add(866, "ibm866", "cp866", "866");
        Add(20866, "koi8-r", "koi8", "koi", "koi8_r");
        Add(21866, "koi8-u", "koi8-ru");
        Add(10000, "macintosh", "mac", "x-mac-roman");
        Add(10007, "x-mac-cyrillic", "x-mac-ukrainian");
        Add(54936, "gb18030", "gbk", "gb2312", "x-gbk", "gb_2312-80", "chinese", "csgb2312", "iso-ir-58");
        Add(950, "big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5");
        Add(51932, "euc-jp", "x-euc-jp");
        Add(50220, "iso-2022-jp", "csiso2022jp");
        Add(932, "shift_jis", "shift-jis", "sjis", "ms_kanji", "ms932", "windows-31j", "x-sjis", "csshiftjis");
        Add(949, "euc-kr", "ks_c_5601-1987", "ks_c_5601-1989", "ksc5601", "ksc_5601", "korean", "windows-949", "cseuckr");
        return labels;

        void Add(int codePage, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                labels.Add(name, codePage);
            }
        }
    }
}
