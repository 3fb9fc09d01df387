using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

/// <summary>Addresses for tests, from texts that are known to be good.</summary>
internal static class TestUrl
{
    public static CanonicalUrl Of(string text) =>
        CanonicalUrl.TryParse(text, out var url) ? url : throw new ArgumentException($"'{text}' is no address.", nameof(text));
}
