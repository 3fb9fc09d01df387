namespace Archon.Domain.Crawling;

/// <summary>Whether pages are rendered by a browser. The numbers are stored and never move.</summary>
public enum RenderMode
{
    Auto = 0,
    Never = 1,
    Always = 2,
}
