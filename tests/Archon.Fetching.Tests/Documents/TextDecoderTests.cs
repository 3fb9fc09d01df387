using System.Text;
using Archon.Fetching.Documents;
using Archon.Fetching.Tests.Serving;

namespace Archon.Fetching.Tests.Documents;

public sealed class TextDecoderTests
{
    [Theory]
    [InlineData("EFBBBF C3BC", "windows-1252", "ü")]
    [InlineData("FFFE FC00", "utf-8", "ü")]
    [InlineData("FEFF 00FC", "utf-8", "ü")]
    [InlineData("C3BC", null, "ü")]
    [InlineData("C3BC", "utf-8", "ü")]
    [InlineData("C3BC", "UTF8", "ü")]
    [InlineData("C3BC", "no-such-charset", "ü")]
    [InlineData("C3BC", "utf-7", "ü")]
    [InlineData("C3BC", "hz-gb-2312", "ü")]
    [InlineData("FC 80", "iso-8859-1", "ü€")]
    [InlineData("FC 80", " Latin1 ", "ü€")]
    [InlineData("FC 80", "us-ascii", "ü€")]
    [InlineData("FC 80", "windows-1252", "ü€")]
    [InlineData("FC A4", "iso-8859-15", "ü€")]
    [InlineData("EF F0", "windows-1251", "пр")]
    [InlineData("D0D2", "koi8-r", "пр")]
    [InlineData("DF D8", "iso-8859-5", "пи")]
    [InlineData("FDFE", "iso-8859-9", "ış")]
    [InlineData("93FA 967B", "shift_jis", "日本")]
    [InlineData("C6FC CBDC", "euc-jp", "日本")]
    [InlineData("1B24 4246 7C4B 5C1B 2842", "iso-2022-jp", "日本")]
    [InlineData("D6D0", "gb2312", "中")]
    [InlineData("D6D0", "gbk", "中")]
    [InlineData("8139 EE39", "gb18030", "㐀")]
    [InlineData("A4A4", "big5", "中")]
    [InlineData("C7D1", "euc-kr", "한")]
    [InlineData("FC00", "utf-16le", "ü")]
    [InlineData("00FC", "utf-16be", "ü")]
    [InlineData("61 FF 62", "utf-8", "a\uFFFDb")]
    [InlineData("61 E282 62", null, "a\uFFFDb")]
    [InlineData("61 F09F", null, "a\uFFFD")]
    [InlineData("EDA080", "utf-8", "\uFFFD\uFFFD\uFFFD")]
    public void Decode_WithACharset_GivesItsText(string bytes, string? charset, string text) =>
        Assert.Equal(text, TextDecoder.Decode(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)), charset, mayBeMarkup: true));

    [Theory]
    [InlineData("<meta charset=windows-1252>")]
    [InlineData("<META CharSet = 'windows-1252' />")]
    [InlineData("<!-- <meta charset=utf-8> --><meta charset=\"latin1\">")]
    [InlineData("<p title='<meta charset=utf-8>'><meta charset=latin1>")]
    [InlineData("<meta name=a content=b><meta charset=latin1>")]
    [InlineData("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1252\">")]
    [InlineData("<meta content='text/html;charset=\"windows-1252\"' http-equiv=content-type>")]
    [InlineData("<meta http-equiv=content-type content='text/html; charset = windows-1252 ; x'>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"windows-1252\"?>")]
    [InlineData("<!><!----><a/b=c'/><meta\ncharset=latin1")]
    public void Decode_OfMarkupThatNamesItsCharset_BelievesIt(string markup) =>
        Assert.Equal($"{markup}>ü", TextDecoder.Decode([.. Encoding.ASCII.GetBytes(markup), (byte)'>', 0xFC], headerCharset: null, mayBeMarkup: true));

    [Theory]
    [InlineData("<meta charset=utf-16>")]
    [InlineData("<meta charset=made-up>")]
    [InlineData("<meta name=charset content='charset=latin1'>")]
    [InlineData("<!-- <meta charset=latin1>")]
    [InlineData("<metadata charset=latin1>")]
    [InlineData("< meta charset=latin1>")]
    [InlineData("<meta charset='latin1")]
    [InlineData("<meta http-equiv=content-type content='charset'>")]
    [InlineData("<")]
    [InlineData("<meta")]
    [InlineData("<meta charset=")]
    public void Decode_OfMarkupThatNamesNone_IsUtf8(string markup)
    {
        var bytes = Encoding.UTF8.GetBytes(markup + (markup.EndsWith('>') ? "ü" : ""));

        Assert.Equal(Encoding.UTF8.GetString(bytes), TextDecoder.Decode(bytes, headerCharset: null, mayBeMarkup: true));
    }

    [Fact]
    public void Decode_WithAHeader_DoesNotAskTheMarkup() =>
        Assert.Equal("<meta charset=latin1>ü", TextDecoder.Decode("<meta charset=latin1>ü"u8, "utf-8", mayBeMarkup: true));

    [Fact]
    public void Decode_OfPlainText_DoesNotAskTheMarkup() =>
        Assert.Equal("<meta charset=latin1>ü", TextDecoder.Decode("<meta charset=latin1>ü"u8, null, mayBeMarkup: false));

    [Fact]
    public void Decode_OfAMetaBeyondTheFirstKilobyte_IsUtf8()
    {
        var markup = new string(' ', 1024) + "<meta charset=latin1>ü";

        Assert.Equal(markup, TextDecoder.Decode(Encoding.UTF8.GetBytes(markup), null, mayBeMarkup: true));
    }

    [Theory]
    [InlineData("Content-Type: text/html; charset=\"ISO-8859-1\"\r\n")]
    [InlineData("Content-Type: text/html;x=y; Charset=latin1\r\n")]
    public async Task FetchAsync_WithACharsetInTheHeader_DecodesWithIt(string header) =>
        Assert.Equal("ü", (await Fetcher.GetDocumentAsync(Http.Answer([0xFC], header))).Text);

    [Fact]
    public void Find_OfEveryKnownLabel_HasAnEncoding() =>
        Assert.All(Charsets.Known, label => Assert.NotNull(Charsets.Find(label)));
}
