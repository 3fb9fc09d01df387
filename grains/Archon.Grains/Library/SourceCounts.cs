using Archon.Ports.Storage;

namespace Archon.Grains.Library;

/// <summary>What of sources is still to be done, by id.</summary>
/// <param name="Waiting">Chunks that wait for a vector.</param>
/// <param name="Refused">Chunks that get none.</param>
/// <param name="Summarised">Code examples that are summarised; null without a chat model.</param>
internal sealed record SourceCounts(IReadOnlyDictionary<string, long> Waiting, IReadOnlyDictionary<string, RefusedTexts> Refused, IReadOnlyDictionary<string, long>? Summarised);
