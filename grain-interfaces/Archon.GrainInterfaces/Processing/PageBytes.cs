namespace Archon.GrainInterfaces.Processing;

/// <summary>A document that is no text, on its way to the worker. It is taken once, like <see cref="PageText"/>.</summary>
[GenerateSerializer, Immutable, Alias("archon.page-bytes")]
public sealed record PageBytes
{
    [Id(0)]
    private byte[]? _bytes;

    /// <param name="bytes">The document; it is not changed any more.</param>
    public static PageBytes Of(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return new PageBytes { _bytes = bytes };
    }

    /// <summary>The document; it is then the caller's alone.</summary>
    /// <exception cref="InvalidOperationException">It was taken before.</exception>
    public byte[] Take() =>
        Interlocked.Exchange(ref _bytes, null) ?? throw new InvalidOperationException("The bytes of a document are taken once; these were taken before.");
}
