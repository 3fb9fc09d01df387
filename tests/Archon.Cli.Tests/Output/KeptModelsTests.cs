using Archon.Cli.Output;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Tests.Output;

public sealed class KeptModelsTests
{
    [Fact]
    public void Clause_OfSourcesThatTheNodeEmbeds_IsNone() => Assert.Null(KeptModels.Clause([Of(null, 5, 3)]));

    [Fact]
    public void Clause_OfOne_SaysWhatItHas() => Assert.Equal(
        "1 source is embedded by big/8, which this node has no settings for: the vectors are kept, and passages are found by their words",
        KeptModels.Clause([Of(null, 5, 3), Of("big/8", 5, 5)]));

    [Fact]
    public void Clause_OfMany_SaysWhatWaits() => Assert.Equal(
        "3 sources are embedded by big/8 and small/4, which this node has no settings for: the vectors are kept, and passages are found by their words; 3 new chunks wait for that model",
        KeptModels.Clause([Of("big/8", 5, 5), Of("small/4", 5, 3), Of("big/8", 2, 1)]));

    private static Source Of(string? model, long chunks, long embedded) => new()
    {
        Id = "e",
        Url = "https://e.org/",
        Title = "E",
        Chunks = chunks,
        ChunksEmbedded = embedded,
        KeptModel = model,
    };
}
