using System.Text.Json;
using Archon.Embeddings.Onnx;

namespace Archon.Embeddings.Tests.Onnx;

/// <summary>Are a text's tokens those that BERT's reference makes of it? Expected ones are made by hand.</summary>
public sealed class WordPieceTests
{
    private static readonly string[] Vocabulary =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "alpha", "beta", "gamma", "##s", "cafe", "Café", "Alpha", "x", "y", "1", "数", "据", "é", "e",
        "!", "\"", "#", "$", "%", "&", "'", "(", ")", "*", "+", ",", "-", ".", "/", ":", ";", "<", "=", ">", "?", "@", "[", "\\", "]", "^", "_", "`", "{", "|", "}", "~", "—", "¿", "・",
    ];

    [Theory]
    [InlineData("beta gamma", "beta gamma")]
    [InlineData("beta\ngamma", "beta gamma")]
    [InlineData("beta\r\ngamma", "beta gamma")]
    [InlineData("\n\nbeta\tgammas\n", "beta gamma ##s")]
    [InlineData("beta\u00A0gamma\u2028alpha\u3000x", "beta gamma alpha x")]
    public void Whitespace_IsASpaceOfAnyKind(string text, string tokens) => AssertTokens(tokens, text);

    [Theory]
    [InlineData("x = y", "x = y")]
    [InlineData("x=y", "x = y")]
    [InlineData("alpha<x>", "alpha < x >")]
    [InlineData("`alpha`|beta^x~y+1$", "` alpha ` | beta ^ x ~ y + 1 $")]
    [InlineData("!\"#$%&'()*+,-./", "! \" # $ % & ' ( ) * + , - . /")]
    [InlineData(":;<=>?@", ": ; < = > ? @")]
    [InlineData("[\\]^_`", "[ \\ ] ^ _ `")]
    [InlineData("{|}~", "{ | } ~")]
    [InlineData("alpha—beta ¿x?・y", "alpha — beta ¿ x ? ・ y")]
    [InlineData("x€y", "[UNK]")]
    [InlineData("[SEP]", "[ [UNK] ]")]
    public void Punctuation_IsATokenEach(string text, string tokens) => AssertTokens(tokens, text);

    [Theory]
    [InlineData("al\0pha", "alpha")]
    [InlineData("be\u0007ta\u200B \uFFFDgamma\uFEFF", "beta gamma")]
    [InlineData("al\u00ADpha\u007F", "alpha")]
    [InlineData("al\ud800pha", "alpha")]
    [InlineData("x\fy", "[UNK]")]
    public void ControlCharacters_AreLeftOut(string text, string tokens) => AssertTokens(tokens, text);

    [Theory]
    [InlineData("数据", "数 据")]
    [InlineData("alpha数beta", "alpha 数 beta")]
    [InlineData("x\U00020000y", "x [UNK] y")]
    public void Ideographs_StandAlone(string text, string tokens) => AssertTokens(tokens, text);

    [Theory]
    [InlineData("ALPHA Café cafe\u0301", "alpha cafe cafe")]
    [InlineData("É", "e")]
    public void LowerCase_HasNoAccents(string text, string tokens) => AssertTokens(tokens, text);

    [Theory]
    [InlineData("""{"do_lower_case": false}""", "Alpha Café", "Alpha Café")]
    [InlineData("""{"do_lower_case": false, "strip_accents": true}""", "É Alpha", "[UNK] Alpha")]
    [InlineData("""{"do_lower_case": true, "strip_accents": false}""", "É Alpha", "é alpha")]
    public void CaseAndAccents_AreAsTheModelSays(string config, string text, string tokens)
    {
        using var model = Folder().With("tokenizer_config.json", config);

        AssertTokens(tokens, text, model);
    }

    [Fact]
    public void TokenizerJson_FindsTheSameWords()
    {
        using var model = WithTokenizerJson(Folder(), new { type = "BertNormalizer", lowercase = true });

        AssertTokens("beta gamma x = 1 ` 数 据 cafe", "Beta\nGAMMA\tx=1`数据Café", model);
    }

    [Fact]
    public void TokenizerJson_SaysWhatStandsAlone()
    {
        using var model = WithTokenizerJson(Folder(), new { type = "BertNormalizer", lowercase = false, handle_chinese_chars = false });

        AssertTokens("Alpha [UNK] Café", "Alpha\n数据 Café", model);
    }

    [Fact]
    public void Encode_CutsAtItsMaximum()
    {
        using var model = Folder();

        Assert.Equal(Ids("[CLS] x = [SEP]"), Read(model).Encode("x=\ny", 4));
    }

    private static void AssertTokens(string tokens, string text)
    {
        using var model = Folder();
        AssertTokens(tokens, text, model);
    }

    private static void AssertTokens(string tokens, string text, SmallModel model)
    {
        var tokenizer = Read(model);

        Assert.Equal(Ids($"[CLS] {tokens} [SEP]"), tokenizer.Encode(text, 512));
        Assert.Equal(tokens.Split(' ').Length, tokenizer.Count(text));
    }

    private static int[] Ids(string tokens) => [.. tokens.Split(' ').Select(token => Array.IndexOf(Vocabulary, token))];

    private static ModelTokenizer Read(SmallModel model) => ModelTokenizer.Read(ModelFolder.Read(new OnnxOptions { Path = model.Path }));

    private static SmallModel Folder() => new SmallModel().With("vocab.txt", string.Join('\n', Vocabulary));

    private static SmallModel WithTokenizerJson(SmallModel model, object normalizer) => model.Without("vocab.txt").With("tokenizer.json", JsonSerializer.Serialize(new
    {
        normalizer,
        model = new { type = "WordPiece", unk_token = "[UNK]", vocab = Vocabulary.Index().ToDictionary(word => word.Item, word => word.Index) },
    }));
}
