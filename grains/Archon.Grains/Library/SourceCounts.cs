using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Grains.Library;

/// <summary>What is read of sources beside themselves, by id: what is still to be done of them, and what they say they are.</summary>
/// <param name="Waiting">Chunks that wait for a vector.</param>
/// <param name="Refused">Chunks that get none.</param>
/// <param name="Summarised">Code examples that are summarised; null without a chat model.</param>
/// <param name="Passages">What the first pages begin with, of those whose summary needs it.</param>
/// <param name="Kept">The model of those whose vectors this node keeps.</param>
internal sealed record SourceCounts(
    IReadOnlyDictionary<string, long> Waiting,
    IReadOnlyDictionary<string, RefusedTexts> Refused,
    IReadOnlyDictionary<string, long>? Summarised,
    IReadOnlyDictionary<string, ImmutableArray<string>> Passages,
    IReadOnlyDictionary<string, string> Kept);
