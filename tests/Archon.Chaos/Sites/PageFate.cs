namespace Archon.Chaos.Sites;

/// <summary>What becomes of a page in a crawl that nothing keeps from its end.</summary>
internal enum PageFate
{
    /// <summary>Done, with a document.</summary>
    Stored,

    /// <summary>Failed: the site says 404.</summary>
    Missing,

    /// <summary>Skipped: it redirects to a page of its own.</summary>
    Redirected,
}
