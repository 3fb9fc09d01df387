using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Archon.Domain.Urls;

/// <summary>
/// The address of a document that somebody handed in, or of the folder or source that such documents are in: <c>file:///home/me/docs/a.md</c>, where it lies
/// on the machine it came from, or <c>upload:///NAME/guide/a.md</c>, within the source that it was handed in for. It names the document and nothing
/// else: nobody ever dials or opens it. <c>default</c> is no address: its value is empty.
/// </summary>
/// <remarks>
/// One spelling for each: percent-encoded in upper-case hex, unreserved characters plain, no dot segments, no empty ones, at most 2,048 characters. What a
/// name holds is text: <c>?</c>, <c>#</c> and <c>\</c> stand for themselves.
/// </remarks>
public readonly record struct DocumentAddress
{
    /// <summary>The longest name of a source, in characters.</summary>
    public const int MaxSourceName = 100;

    private const string FilePrefix = "file:///";
    private const string UploadPrefix = "upload:///";

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@");

    private readonly string? _value;

    private DocumentAddress(string value)
    {
        _value = value;
    }

    /// <summary>The canonical text; a folder's ends with a slash.</summary>
    public string Value => _value ?? "";

    /// <summary>It is a folder's or a source's.</summary>
    public bool IsFolder => Value.EndsWith('/');

    /// <summary>The last segment as people write it: the name of the file, of the folder or of the source.</summary>
    public string Name
    {
        get
        {
            var path = Value.AsSpan().TrimEnd('/');
            return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..].ToString());
        }
    }

    /// <summary>True for a text that means to be such an address, right or wrong.</summary>
    public static bool IsMeant([NotNullWhen(true)] string? text) =>
        text is not null && (text.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) || text.StartsWith(UploadPrefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an address, however it is encoded. When false, <paramref name="why"/> is the end of a sentence about it.</summary>
    public static bool TryParse(string? text, out DocumentAddress address, [NotNullWhen(false)] out string? why)
    {
        address = default;
        if (!IsMeant(text))
        {
            why = $"does not begin with {FilePrefix} or {UploadPrefix}";
            return false;
        }

        var isFile = text.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase);
        var prefix = isFile ? FilePrefix : UploadPrefix;
        return TryWrite(prefix, [.. text[prefix.Length..].Split('/').Select(Uri.UnescapeDataString)], out address, out why);
    }

    /// <inheritdoc cref="TryParse(string?, out DocumentAddress, out string?)"/>
    public static bool TryParse(string? text, out DocumentAddress address) => TryParse(text, out address, out _);

    /// <summary>The address of a source: of the folder that its name is the address of, else of a source of uploads with this name.</summary>
    /// <param name="name">1 to 100 characters without slash, or the address of a folder.</param>
    /// <param name="address">The address, or <c>default</c>.</param>
    /// <param name="why">When false, the end of a sentence about it.</param>
    public static bool TryOfSource(string? name, out DocumentAddress address, [NotNullWhen(false)] out string? why)
    {
        address = default;
        if (IsMeant(name))
        {
            return TryParse(name.EndsWith('/') ? name : name + "/", out address, out why);
        }

        why = name switch
        {
            _ when string.IsNullOrWhiteSpace(name) => "is empty",
            { Length: > MaxSourceName } => string.Create(CultureInfo.InvariantCulture, $"has {name.Length:N0} characters; at most {MaxSourceName} are allowed"),
            _ when name.Contains('/') => $"holds a slash, and is no address that begins with {FilePrefix}",
            _ => null,
        };
        return why is null && TryWrite(UploadPrefix, [name!, ""], out address, out why);
    }

    /// <summary>The address of a document of a source: its name is its path below the source, or an address that begins with <c>file:///</c>.</summary>
    /// <param name="source">Of <see cref="TryOfSource"/>.</param>
    /// <param name="name">As it was given; data, whatever it looks like.</param>
    /// <param name="address">The address, or <c>default</c>.</param>
    /// <param name="why">When false, the end of a sentence about it.</param>
    public static bool TryOfDocument(DocumentAddress source, string? name, out DocumentAddress address, [NotNullWhen(false)] out string? why)
    {
        address = default;
        if (string.IsNullOrEmpty(name))
        {
            why = "is empty";
            return false;
        }

        var isWritten = name.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase)
            ? TryParse(name, out address, out why)
            : TryWrite(source.Value, name.Split('/'), out address, out why);
        if (!isWritten || !address.IsFolder)
        {
            return isWritten;
        }

        address = default;
        why = "ends with a slash, as a folder's does";
        return false;
    }

    /// <summary>The address of a folder of a source, by its path below it.</summary>
    public static bool TryOfFolder(DocumentAddress source, string? path, out DocumentAddress address, [NotNullWhen(false)] out string? why) =>
        TryWrite(source.Value, [.. (path ?? "").TrimEnd('/').Split('/'), ""], out address, out why);

    /// <summary>True when the document lies in this folder, however deep.</summary>
    public bool Contains(DocumentAddress document) =>
        IsFolder && document.Value.Length > Value.Length && document.Value.StartsWith(Value, StringComparison.Ordinal);

    /// <summary>The address as what relative links are resolved against.</summary>
    public Uri ToUri() => new(Value, UriKind.Absolute);

    public bool Equals(DocumentAddress other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Value;

    private static bool TryWrite(string before, string[] segments, out DocumentAddress address, [NotNullWhen(false)] out string? why)
    {
        address = default;
        var text = new StringBuilder(before);
        var isFirst = true;
        var isOver = false;
        foreach (var segment in segments)
        {
            why = isOver ? "has an empty part between two slashes" : segment switch
            {
                "" when isFirst && segments.Length == 1 => "is empty",
                "" when isFirst => "begins with a slash; it is a path below its source",
                "." or ".." => $"has the part '{segment}', which leads elsewhere",
                _ when segment.Any(letter => letter == '/' || char.IsControl(letter)) => "holds a character that no name may have",
                _ => null,
            };
            if (why is not null)
            {
                return false;
            }

            text.Append(isFirst ? "" : "/");
            if (!TryEncode(segment, text))
            {
                why = "is no well-formed Unicode";
                return false;
            }

            if (text.Length > CanonicalUrl.MaxLength)
            {
                why = string.Create(CultureInfo.InvariantCulture, $"is longer than {CanonicalUrl.MaxLength:N0} characters");
                return false;
            }

            isFirst = false;
            isOver = segment.Length == 0;
        }

        address = new DocumentAddress(text.ToString());
        why = null;
        return true;
    }

    private static bool TryEncode(string segment, StringBuilder text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var rest = segment.AsSpan(); !rest.IsEmpty;)
        {
            if (Plain.Contains(rest[0]))
            {
                text.Append(rest[0]);
                rest = rest[1..];
                continue;
            }

            if (Rune.DecodeFromUtf16(rest, out var rune, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            foreach (var unit in utf8[..rune.EncodeToUtf8(utf8)])
            {
                text.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
            }

            rest = rest[consumed..];
        }

        return true;
    }
}
