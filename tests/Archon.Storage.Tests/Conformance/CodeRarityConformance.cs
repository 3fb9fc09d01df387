using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class CodeRarityConformance : StoreConformance
{
    [Fact]
    public async Task ARareWordOfCode_CountsMoreThanFrequentOnes()
    {
        string[] frequent = [.. Enumerable.Range(0, 12).Select(n => $"vacuum(table); vacuum(table, {n}); table.vacuum();")];
        await StoreAsync("c", Documents.Of("Guide", "Text.").WithCode([.. frequent, "open(); walrus(); close();"]));

        Assert.Contains("walrus", (await FindAsync("vacuum table walrus"))[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CodeWithEveryWord_ComesFirst_HoweverRareOneIs()
    {
        await StoreAsync("c", Documents.Of("Guide", "Text.").WithCode("walrus(); walrus();", "vacuum(table);", "vacuum(); table(); walrus(); call0(); call1(); call2();"));

        Assert.StartsWith("vacuum(); table()", (await FindAsync("vacuum table walrus"))[0].Content, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<SearchHit>> FindAsync(string text) => await Store.SearchAsync(new SearchQuery { Text = text, Kind = SearchKind.Code }, Cancel);
}
