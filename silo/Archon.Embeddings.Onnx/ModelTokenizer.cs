using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace Archon.Embeddings.Onnx;

/// <summary>
/// A model's own tokenizer: WordPiece, from <c>vocab.txt</c> or <c>tokenizer.json</c>, or SentencePiece (Unigram) from <c>tokenizer.json</c>. Safe for several
/// threads.
/// </summary>
internal sealed class ModelTokenizer
{
    private readonly Tokenizer _tokenizer;
    private readonly int _first;
    private readonly int _last;

    // Null: the tokenizer finds the words of a text itself.
    private readonly BasicTokenizer? _words;

    private ModelTokenizer(Tokenizer tokenizer, int first, int last, int padding, BasicTokenizer? words = null)
    {
        (_tokenizer, _first, _last, _words) = (tokenizer, first, last, words);
        Padding = padding;
    }

    /// <summary>Token that fills up a text that stands beside a longer one.</summary>
    public int Padding { get; }

    /// <summary>How words are found in a text (<see cref="BasicTokenizer.Version"/>); null: as the tokenizer itself does.</summary>
    public int? Words => _words is null ? null : BasicTokenizer.Version;

    /// <summary>Tokens that every text has: one before it, one after.</summary>
    public static int Frame => 2;

    /// <exception cref="ModelFolderException">The file is no tokenizer, or one that is not known.</exception>
    public static ModelTokenizer Read(ModelFolder folder)
    {
        var name = Path.GetFileName(folder.TokenizerPath);
        try
        {
            if (name == "vocab.txt")
            {
                using var vocabulary = File.OpenRead(folder.TokenizerPath);
                return WordPiece(vocabulary, folder.LowerCase, folder.StripAccents, isolatesIdeographs: true);
            }

            using var stream = File.OpenRead(folder.TokenizerPath);
            using var document = JsonDocument.Parse(stream);
            var model = document.RootElement.GetProperty("model");
            var type = model.TryGetProperty("type", out var named) ? named.GetString() : null;
            return type switch
            {
                "WordPiece" => WordPiece(document.RootElement, model, folder),
                "Unigram" => Unigram(folder.TokenizerPath),
                _ => throw folder.Fault($"has a tokenizer.json of the kind {type ?? "unknown"}; WordPiece and Unigram are known"),
            };
        }
        catch (Exception exception) when (exception is not (ModelFolderException or IOException or UnauthorizedAccessException))
        {
            throw folder.Fault($"has a {name} that is no tokenizer: {ModelFolder.Sentence(exception)}", exception);
        }
    }

    /// <summary>The text's tokens between the two that every text has, at most <paramref name="maxTokens"/> in all.</summary>
    public int[] Encode(string text, int maxTokens)
    {
        var most = maxTokens - Frame;
        var tokens = _words is not null
            ? _words.Read(text, words => ((BertTokenizer)_tokenizer).EncodeToIds(words, most, addSpecialTokens: false, out _, out _))
            : ((SentencePieceTokenizer)_tokenizer).EncodeToIds(text, addBeginningOfSentence: false, addEndOfSentence: false, most, out _, out _);
        return [_first, .. tokens, _last];
    }

    /// <summary>The text's tokens, without the two that every text has.</summary>
    public int Count(ReadOnlySpan<char> text) => _words is not null
        ? _words.Read(text, words => _tokenizer.CountTokens(words))
        : ((SentencePieceTokenizer)_tokenizer).CountTokens(text, addBeginningOfSentence: false, addEndOfSentence: false);

    private static ModelTokenizer WordPiece(JsonElement root, JsonElement model, ModelFolder folder)
    {
        var words = model.GetProperty("vocab").EnumerateObject().OrderBy(word => word.Value.GetInt32()).ToArray();
        if (words.Index().Any(word => word.Item.Value.GetInt32() != word.Index))
        {
            throw new InvalidDataException("its words are not numbered from 0 without a gap");
        }

        using var vocabulary = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', words.Select(word => word.Name))));
        var normalizer = root.TryGetProperty("normalizer", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        return WordPiece(
            vocabulary,
            Flag(normalizer, "lowercase") ?? folder.LowerCase,
            Flag(normalizer, "strip_accents") ?? folder.StripAccents,
            Flag(normalizer, "handle_chinese_chars") ?? true);
    }

    private static ModelTokenizer WordPiece(Stream vocabulary, bool lowerCase, bool? stripAccents, bool isolatesIdeographs)
    {
        // Its own words are other ones: those on two sides of a line's end would be one, and signs as = and < none.
        var tokenizer = BertTokenizer.Create(vocabulary, new BertOptions
        {
            ApplyBasicTokenization = false,

            // A page that says [SEP] means the letters.
            SplitOnSpecialTokens = false,
        });
        var words = new BasicTokenizer(lowerCase, stripAccents ?? lowerCase, isolatesIdeographs);
        return new ModelTokenizer(tokenizer, tokenizer.ClassificationTokenId, tokenizer.SeparatorTokenId, tokenizer.PaddingTokenId, words);
    }

    private static ModelTokenizer Unigram(string path)
    {
        using var stream = File.OpenRead(path);
        var tokenizer = SentencePieceTokenizer.CreateFromTokenizerJson(stream, addBeginningOfSentence: false, addEndOfSentence: false);
        return new ModelTokenizer(tokenizer, IdOf("<s>"), IdOf("</s>"), IdOf("<pad>"));

        int IdOf(string token) => tokenizer.Vocabulary.TryGetValue(token, out var id) ? id : throw new InvalidDataException($"it has no token {token}");
    }

    private static bool? Flag(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var flag) && flag.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? flag.GetBoolean()
            : null;
}
