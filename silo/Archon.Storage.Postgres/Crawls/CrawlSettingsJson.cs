using System.Text.Json.Serialization;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;

namespace Archon.Storage.Postgres.Crawls;

/// <summary>The JSON kept in columns: enumerations by number, defaults written out so that they may change later.</summary>
[JsonSourceGenerationOptions]
[JsonSerializable(typeof(CrawlSettings))]
[JsonSerializable(typeof(CrawlDiscovery))]
internal sealed partial class CrawlSettingsJson : JsonSerializerContext;
