namespace Archon.Client;

/// <summary>Addresses that name this machine whoever is asked: 127.0.0.0/8, ::1, localhost and the names below it (RFC 6761).</summary>
public static class LoopbackUrl
{
    /// <summary>True when the absolute address itself names this machine.</summary>
    public static bool Is(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.IsLoopback || url.IdnHost.TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase));
}
