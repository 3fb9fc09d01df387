using System.Collections.Frozen;

namespace Archon.Domain.Admission;

/// <summary>
/// Domains under which strangers live side by side, so that a crawl of one must not spread over them. Not the public suffix
/// list, which changes weekly, but its part that documentation meets: national second levels and the well-known hosts of pages.
/// </summary>
internal static class SharedSuffixes
{
    /// <summary>Second levels that countries register under: <c>co.uk</c>, <c>com.br</c>, <c>ac.jp</c>.</summary>
    private static readonly FrozenSet<string> NationalLevels =
        "ac co com edu gob gouv gov go govt id info lg ltd mil ne net nhs nom or org plc sch web".Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> PageHosts = (
        "github.io gitlab.io codeberg.page bitbucket.io sourceforge.io sourceforge.net readthedocs.io readthedocs-hosted.com rtfd.io "
        + "gitbook.io readme.io mintlify.app mintlify.dev archbee.io document360.io helpdocs.io zendesk.com freshdesk.com "
        + "netlify.app netlify.com vercel.app now.sh pages.dev workers.dev web.app firebaseapp.com appspot.com run.app "
        + "herokuapp.com onrender.com fly.dev railway.app surge.sh render.com deno.dev glitch.me repl.co replit.app "
        + "azurewebsites.net azurestaticapps.net cloudapp.net windows.net amazonaws.com cloudfront.net amplifyapp.com "
        + "digitaloceanspaces.com ondigitalocean.app blogspot.com wordpress.com tumblr.com medium.com substack.com "
        + "notion.site webflow.io wixsite.com weebly.com squarespace.com ghost.io hashnode.dev atlassian.net "
        + "hf.space streamlit.app gradio.live js.org eu.org us.com uk.com de.com").Split(' ').ToFrozenSet();

    /// <summary>True when hosts directly below this one belong to different owners.</summary>
    public static bool Contains(string host)
    {
        var dot = host.IndexOf('.');
        var national = dot == host.Length - 3 && NationalLevels.Contains(host[..dot]);
        return national || PageHosts.Contains(host);
    }
}
