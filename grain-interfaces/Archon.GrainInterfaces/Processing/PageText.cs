namespace Archon.GrainInterfaces.Processing;

/// <summary>
/// A document on its way to the worker. It is taken once: whoever sent it holds its message until the answer comes, and a text of
/// megabytes must not stay while the page made of it is cut up.
/// </summary>
[GenerateSerializer, Immutable, Alias("archon.page-text")]
public sealed record PageText
{
    [Id(0)]
    private string? _text;

    /// <param name="text">The decoded document.</param>
    public static PageText Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new PageText { _text = text };
    }

    /// <summary>Its characters; 0 once it was taken.</summary>
    public int Length => Volatile.Read(ref _text)?.Length ?? 0;

    /// <summary>The document; it is then the caller's alone.</summary>
    /// <exception cref="InvalidOperationException">It was taken before.</exception>
    public string Take() =>
        Interlocked.Exchange(ref _text, null) ?? throw new InvalidOperationException("The text of a page is taken once; this one was taken before.");
}
