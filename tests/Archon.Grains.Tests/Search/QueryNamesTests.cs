using Archon.Domain.Search;
using Archon.Grains.Search;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Search;

public sealed class QueryNamesTests
{
    [Theory]
    [InlineData("Copies a directory.", "To copy a directory.", true)]
    [InlineData("Copies what is there.", "To copy a directory.", false)]
    public void WhatWordsAndVectorPlaceFirst_IsWorthMore_UnlessAnotherPageSaysMoreOfTheWords(string first, string other, bool isMore)
    {
        var weighed = QueryNames.From("copy a directory", []).Weigh([Hit("1", first, 1, 1), Hit("2", other, 2, 2)]);

        Assert.Equal(isMore ? 0.02 + RankFusion.ForAgreement(1, 1) : 0.02, weighed.Single(one => one.Hit.DocumentId == "1").Score);
        Assert.Equal(0.02, weighed.Single(one => one.Hit.DocumentId == "2").Score);
    }

    [Theory]
    [InlineData("git show HEAD^", "Say `HEAD^`.", true)]
    [InlineData("git show HEAD^", "Say HEAD.", false)]
    public void WhatHasTheSignsOfTheQuery_IsWorthAHeading(string query, string content, bool isMore) =>
        Assert.Equal(isMore ? 0.02 + RankFusion.ForHeading : 0.02, Assert.Single(QueryNames.From(query, []).Weigh([Hit("1", content, 2, 2)])).Score);

    [Fact]
    public void CodeThatHasAnIdentifier_ComesFirst_AndOfThatWhatStandsWhereItIsExplained()
    {
        SearchHit[] found =
        [
            Hit("words", "gather(asyncio)", 1, 1),
            Hit("uses", "await asyncio.gather(one)", 2, 2),
            Hit("about", "await asyncio.gather(two)", 3, 3) with { Heading = "Tasks › awaitable asyncio.gather(*aws)" },
            Hit("beside", "one()", 4, 4) with { Heading = "Tasks › awaitable asyncio.gather(*aws)" },
        ];

        var weighed = QueryNames.From("asyncio.gather", []).WeighCode(found);

        Assert.Equal(["about", "uses", "beside", "words"], weighed.Select(one => one.Hit.DocumentId));
    }

    [Theory]
    [InlineData("groupby(data)", "about uses words")]
    [InlineData("regroupby(data)", "uses about words")]
    public void CodeBelowItsOwnHeading_NeedsItsLastNameOnly(string code, string order)
    {
        SearchHit[] found =
        [
            Hit("words", "groupby(itertools)", 1, 1),
            Hit("uses", "itertools.groupby(data)", 2, 2),
            Hit("about", code, 3, 3) with { Heading = "Tools › itertools.groupby(iterable, key=None)" },
        ];

        var weighed = QueryNames.From("itertools.groupby", []).WeighCode(found);

        Assert.Equal(order, string.Join(' ', weighed.Select(one => one.Hit.DocumentId)));
    }

    [Theory]
    [InlineData("range", 1.5)]
    [InlineData("range(10)", 1.5)]
    [InlineData("print(range(10), end='')", 0)]
    public void ACall_IsTheNameBeforeItsArguments(string query, double more)
    {
        var hit = Hit("1", "**`class range(stop)`**\n\nNumbers.", 2, 2) with { Fragments = "range" };

        Assert.Equal(0.02 + (more * RankFusion.ForIdentifier), Assert.Single(QueryNames.From(query, []).Weigh([hit])).Score);
    }

    private static SearchHit Hit(string document, string content, int words, int vector) => new()
    {
        DocumentId = document,
        Url = $"https://example.org/{document}",
        Title = "Guide",
        Heading = "",
        Content = content,
        SourceId = "s",
        Score = 0.02,
        WordsPlace = words,
        VectorPlace = vector,
        Ordinal = 0,
        Found = new FoundWords(QueryWords.From("copy a directory"), [], isCode: false),
    };
}
