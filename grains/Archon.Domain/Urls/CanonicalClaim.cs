namespace Archon.Domain.Urls;

/// <summary>
/// What a page says its address is (<c>rel=canonical</c>, RFC 6596). Templates often say it wrongly, so it is a claim: it counts when a page with
/// nearly the same text is stored there.
/// </summary>
public static class CanonicalClaim
{
    /// <summary>The address a page claims; null when it claims none, its own, or one of another site.</summary>
    /// <param name="page">Where the page is.</param>
    /// <param name="link">What it says, absolute.</param>
    public static CanonicalUrl? Of(CanonicalUrl page, string? link) =>
        CanonicalUrl.TryParse(link, out var claimed) && claimed != page && SameSite.Are(page, claimed) ? claimed : null;

    /// <summary>Why a page is not stored, or no longer, whose claim counts.</summary>
    /// <param name="claimed">The address that it claims.</param>
    public static string Explain(string claimed) => $"It says that its address is {claimed}, where nearly the same text is stored.";

    /// <summary>Why an address that a page claims is passed over when there is nothing.</summary>
    /// <param name="claimant">Where that page is stored.</param>
    public static string ExplainNothing(string claimant) => $"Nothing is here, and {claimant} says that this is its address; it is stored under the one it was found at.";
}
