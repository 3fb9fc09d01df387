using Archon.Cli.Output;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Tests.Output;

public sealed class RefusedPassagesTests
{
    [Fact]
    public void Clause_OfNone_IsNone() => Assert.Null(RefusedPassages.Clause([Of(0)]));

    [Fact]
    public void Clause_OfOne_SaysWhereAndWhy() => Assert.Equal(
        "1 passage is refused by the model: https://e.org/a#b — It is too long",
        RefusedPassages.Clause([Of(0), Of(1, ("https://e.org/a#b", "It is\ntoo long."))]));

    [Fact]
    public void Clause_OfMany_NamesTheFirst() => Assert.Equal(
        "1,207 passages are refused by the model: https://e.org/1 — No; https://e.org/2 — No; https://e.org/3 — No; 1,204 more",
        RefusedPassages.Clause([Of(7, ("https://e.org/1", "No."), ("https://e.org/2", "No.")), Of(1200, ("https://e.org/3", "No."), ("https://e.org/4", "No."))]));

    private static Source Of(long count, params (string Url, string Reason)[] refused) => new()
    {
        Id = "e",
        Url = "https://e.org/",
        Title = "E",
        ChunksRefused = count,
        Refused = [.. refused.Select(one => new RefusedChunk { Id = "1", Url = one.Url, Heading = "", Reason = one.Reason })],
    };
}
