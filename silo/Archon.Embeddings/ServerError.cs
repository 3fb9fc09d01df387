using System.ClientModel;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Archon.Embeddings;

/// <summary>What a server of OpenAI's kind says of a request that failed: the <c>error</c> of its answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Its code, else its type; empty for none.</param>
/// <param name="Said">Its sentence on one line, at most <see cref="MostSaid"/> characters.</param>
internal sealed record ServerError(int Status, string Code, string Said)
{
    /// <summary>Characters of a sentence that are shown.</summary>
    public const int MostSaid = 200;

    private const int MostCode = 40;

    /// <summary>What was paid for is used up: to wait helps nothing.</summary>
    public bool IsQuota => Code == "insufficient_quota";

    /// <summary>The request alone is beyond a limit. OpenAI's servers tell it from a limit that is used up by their sentence only.</summary>
    public bool IsTooLarge => Said.StartsWith("Request too large", StringComparison.OrdinalIgnoreCase);

    /// <summary>The error of an answer; null when it has none with a sentence.</summary>
    public static ServerError? Of(ClientResultException exception)
    {
        try
        {
            if (exception.GetRawResponse()?.Content is not { } content)
            {
                return null;
            }

            using var body = JsonDocument.Parse(content);
            if (body.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("error", out var error))
            {
                return null;
            }

            // Some answer with the sentence alone.
            var (said, code) = error.ValueKind == JsonValueKind.Object
                ? (Text(error, "message", MostSaid), Text(error, "code", MostCode) is { Length: > 0 } named ? named : Text(error, "type", MostCode))
                : (error.ValueKind == JsonValueKind.String ? OneLine(error.GetString()!, MostSaid) : "", "");
            return said.Length == 0 ? null : new ServerError(exception.Status, code, said);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Without controls and what turns the order of letters, blanks in a row as one, and cut.</summary>
    public static string OneLine(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        foreach (var letter in text)
        {
            var isBlank = char.IsWhiteSpace(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.Format;
            if (isBlank && (line.Length == 0 || line[^1] == ' '))
            {
                continue;
            }

            if (line.Length == most)
            {
                return $"{line.ToString().TrimEnd()}…";
            }

            line.Append(isBlank ? ' ' : letter);
        }

        return line.ToString().TrimEnd();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"HTTP {Status}{(Code.Length > 0 ? $" ({Code})" : "")}: {Said}");

    private static string Text(JsonElement error, string name, int most) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? OneLine(value.GetString()!, most) : "";
}
