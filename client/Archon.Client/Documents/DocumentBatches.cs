using System.Collections.Immutable;
using Archon.GrainInterfaces.Documents;

namespace Archon.Client.Documents;

/// <summary>Cuts many documents into pieces that one message may hold.</summary>
public static class DocumentBatches
{
    /// <summary>Bytes of a piece, unless one document has more.</summary>
    public const int Bytes = 4 * 1024 * 1024;

    /// <summary>Documents of a piece.</summary>
    public const int Documents = 500;

    /// <summary>True when a piece of so much has room for another document.</summary>
    public static bool HasRoom(int documents, long bytes, long next) => documents == 0 || (documents < Documents && bytes + next <= Bytes);

    /// <summary>The pieces, in order.</summary>
    public static IEnumerable<ImmutableArray<DocumentFile>> Of(ImmutableArray<DocumentFile> documents)
    {
        var batch = ImmutableArray.CreateBuilder<DocumentFile>();
        var bytes = 0L;
        foreach (var document in documents.IsDefault ? [] : documents)
        {
            if (!HasRoom(batch.Count, bytes, document.Content.Length))
            {
                yield return batch.DrainToImmutable();
                bytes = 0;
            }

            batch.Add(document);
            bytes += document.Content.Length;
        }

        if (batch.Count > 0)
        {
            yield return batch.DrainToImmutable();
        }
    }
}
