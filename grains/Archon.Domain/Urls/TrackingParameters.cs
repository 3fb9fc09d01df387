using System.Collections.Frozen;

namespace Archon.Domain.Urls;

/// <summary>
/// Query parameters that say where a reader came from and never which document is meant. Words that a site may use for its
/// own ends (<c>ref</c>, <c>source</c>, <c>campaign</c>) are not among them.
/// </summary>
internal static class TrackingParameters
{
    private static readonly string[] Prefixes = ["utm_", "mtm_", "hsa_", "_gac_"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = new[]
    {
        // Google
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid", "_ga", "_gl",

        // Meta, Microsoft, X, TikTok, LinkedIn, Pinterest, Yandex
        "fbclid", "igshid", "igsh", "msclkid", "twclid", "ttclid", "li_fat_id", "epik", "yclid", "ymclid", "_openstat",

        // Mail and marketing: Mailchimp, HubSpot, Marketo, Vero, Omeda, Klaviyo, Branch, Matomo
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "__hstc", "__hssc", "__hsfp", "hsctatracking", "mkt_tok", "vero_id", "vero_conv",
        "oly_anon_id", "oly_enc_id", "_kx", "_branch_match_id", "_branch_referrer", "rb_clickid", "wickedid", "pk_campaign", "pk_kwd",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool Contains(ReadOnlySpan<char> name)
    {
        foreach (var prefix in Prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return Names.Contains(name);
    }
}
