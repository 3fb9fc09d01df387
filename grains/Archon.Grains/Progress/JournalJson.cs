using System.Text.Json;
using System.Text.Json.Serialization;
using Archon.GrainInterfaces.Progress;
using Archon.Ports.Storage;

namespace Archon.Grains.Progress;

/// <summary>Events as they stand in the journal.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CrawlProgress))]
internal sealed partial class JournalJson : JsonSerializerContext
{
    public static JournalEntry ToEntry(CrawlProgress progress) =>
        new(progress.Sequence, progress.IsTick, JsonSerializer.Serialize(progress, Default.CrawlProgress));

    public static CrawlProgress ToProgress(JournalEntry entry) => ToProgress(entry.Body);

    public static CrawlProgress ToProgress(string body) =>
        JsonSerializer.Deserialize(body, Default.CrawlProgress) ?? throw new InvalidDataException("A journal entry says nothing.");
}
