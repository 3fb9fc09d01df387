using Archon.Domain.Crawling;

namespace Archon.Ports.Fetching;

/// <summary>What came of rendering: <see cref="RenderedDocument"/>, <see cref="RenderRedirect"/> or <see cref="RenderFailure"/>.</summary>
public abstract record RenderResult;

/// <summary>The document as its scripts left it.</summary>
/// <param name="Html">
/// HTML without scripts, styles and noscript elements; the open shadow trees stand where a reader sees them.
/// </param>
public sealed record RenderedDocument(string Html) : RenderResult;

/// <summary>The page's script goes elsewhere, as a redirect would.</summary>
/// <param name="Target">Absolute http(s) address.</param>
public sealed record RenderRedirect(Uri Target) : RenderResult;

/// <summary>No rendered document.</summary>
/// <param name="Reason">1–99, see <see cref="PageReason"/>.</param>
/// <param name="Detail">A sentence that says what happened, for people.</param>
public sealed record RenderFailure(PageReason Reason, string Detail) : RenderResult;
