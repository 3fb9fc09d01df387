namespace Archon.Fetching.Documents;

/// <summary>What a Content-Type says. Both are null when it says nothing that can be read.</summary>
/// <param name="Name">Type and subtype in lower case.</param>
/// <param name="Charset">The charset parameter as sent, without quotes.</param>
internal readonly record struct MediaType(string? Name, string? Charset)
{
    private const int LongestName = 100;

    public static MediaType Parse(string? header)
    {
        if (header is null)
        {
            return default;
        }

        var rest = header.AsSpan();
        var name = Take(ref rest);
        if (name.Length > LongestName || name.IndexOf('/') <= 0 || name.ContainsAnyExceptInRange('!', '~'))
        {
            return default;
        }

        while (!rest.IsEmpty)
        {
            var parameter = Take(ref rest);
            var equals = parameter.IndexOf('=');
            if (equals > 0 && parameter[..equals].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase))
            {
                return new MediaType(Lower(name), parameter[(equals + 1)..].Trim().Trim("\"'").ToString());
            }
        }

        return new MediaType(Lower(name), null);
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny(';', ',');
        var part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return part.Trim();
    }

    // Nearly every answer is one of these; no string is made for it.
    private static string Lower(ReadOnlySpan<char> name) =>
        name is DocumentKinds.HtmlType ? DocumentKinds.HtmlType
        : name is DocumentKinds.PlainTextType ? DocumentKinds.PlainTextType
        : name.ToString().ToLowerInvariant();
}
