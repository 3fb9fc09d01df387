namespace Archon.GrainInterfaces.Documents;

/// <summary>A document that is handed in.</summary>
[GenerateSerializer, Immutable, Alias("archon.document-file")]
public sealed record DocumentFile
{
    /// <summary>
    /// Its path below the source, such as <c>guide/intro.md</c>, or its address on the machine it is from: <c>file:///home/me/docs/intro.md</c>. It names
    /// the document, and nobody opens it. The ending says what it is, see <see cref="DocumentTypes"/>.
    /// </summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>Media type, with a charset where the text does not say it itself; asked only when the name's ending says nothing; that of a program or an image says that it is none. Default: none.</summary>
    [Id(1)] public string? MediaType { get; init; }

    /// <summary>Its bytes.</summary>
    [Id(2)] public required ReadOnlyMemory<byte> Content { get; init; }
}
