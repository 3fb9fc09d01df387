namespace Archon.Domain.Extraction;

/// <summary>Makes the references of one page absolute, each distinct text once: <see cref="Uri"/> is slow and pages repeat themselves.</summary>
internal sealed class LinkResolver
{
    private readonly Dictionary<string, string?> _resolved = new(StringComparer.Ordinal);
    private Uri _base = new("about:blank");
    private string _page = "";

    /// <summary>Begins a page.</summary>
    /// <param name="address">The page's own address.</param>
    /// <param name="baseReference">What its <c>base</c> element says, if it has one.</param>
    public void Begin(Uri address, string? baseReference)
    {
        _resolved.Clear();
        _base = address;

        if (!string.IsNullOrWhiteSpace(baseReference) && Uri.TryCreate(address, Clean(baseReference), out var stated))
        {
            _base = stated;
        }

        _page = _base.GetLeftPart(UriPartial.Query);
    }

    /// <summary>The absolute form; null when the reference is no address or runs a script.</summary>
    public string? Resolve(string reference)
    {
        if (_resolved.TryGetValue(reference, out var known))
        {
            return known;
        }

        var resolved = ResolveNew(Clean(reference));
        _resolved[reference] = resolved;
        return resolved;
    }

    private string? ResolveNew(string reference)
    {
        if (reference.Length == 0)
        {
            return _page;
        }

        if (reference.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
            || reference.StartsWith("vbscript:", StringComparison.OrdinalIgnoreCase)
            || reference.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            || reference.StartsWith("blob:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (reference[0] == '#' && Uri.TryCreate(_page + reference, UriKind.Absolute, out var place))
        {
            return place.AbsoluteUri;
        }

        return Uri.TryCreate(_base, reference, out var address) ? address.AbsoluteUri : null;
    }

    // A browser drops line breaks and tabs inside an address and blanks around it.
    private static string Clean(string reference)
    {
        var trimmed = reference.Trim();
        return trimmed.AsSpan().ContainsAny('\n', '\r', '\t')
            ? trimmed.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal)
            : trimmed;
    }
}
