using Archon.Domain.Admission;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Admission;

public sealed class TrapWatchTests
{
    private const string Pattern = "https://e.org/calendar/#/#";

    [Theory]
    [InlineData("https://e.org/calendar/2024/05", "https://e.org/calendar/#/#")]
    [InlineData("https://e.org/v1.2/api10/x", "https://e.org/v#.#/api#/x")]
    [InlineData("https://e.org:8443/list?colour=red&size=9", "https://e.org:8443/list?")]
    [InlineData("https://e.org/7/list?size=9", "https://e.org/#/list?")]
    [InlineData("https://e10.org/guide/open", null)]
    [InlineData("https://e.org/", null)]
    public void ANumberedPath_IsItsAddressWithoutNumbersAndQuery(string address, string? pattern)
    {
        Assert.True(CanonicalUrl.TryParse(address, out var url));

        Assert.Equal(pattern, NumberedPath.Of(url));
    }

    [Fact]
    public void MonthsOfACalendar_AreATrap_OnceTheBudgetIsSpent()
    {
        var watch = new TrapWatch(50);
        for (var month = 0; month < 50; month++)
        {
            watch.Note(Pattern, TextSignature.Of(Month(month)));
            Assert.Null(watch.JudgeTrap(Pattern));
        }

        watch.Note(Pattern, TextSignature.Of(Month(50)));

        Assert.Equal(50, watch.JudgeTrap(Pattern));
        Assert.Null(watch.JudgeTrap("https://e.org/other/#"));
    }

    [Fact]
    public void NumberedPages_ThatSaySomethingEach_AreNoTrap()
    {
        var watch = new TrapWatch(50);
        for (var page = 0; page < 1_000; page++)
        {
            var words = Enumerable.Range(0, 60).Select(word => $"w{(char)('a' + ((page * 7) + word) % 26)}{(char)('a' + ((page / 26) + (word * word)) % 26)}{(char)('a' + ((page * word) % 26))}");
            watch.Note(Pattern, TextSignature.Of(string.Join(' ', words)));
        }

        Assert.Null(watch.JudgeTrap(Pattern));
    }

    [Fact]
    public void SomePagesThatAreAlike_AmongManyThatAreNot_AreNoTrap()
    {
        var watch = new TrapWatch(50);
        for (var page = 0; page < 100; page++)
        {
            watch.Note(Pattern, TextSignature.Of(Month(page)));
            watch.Note(Pattern, unchecked((page + 1) * 0x5DEECE66D1234567L));
        }

        Assert.Null(watch.JudgeTrap(Pattern));
    }

    [Fact]
    public void Patterns_AreRememberedInABoundedNumber_TheWorstOfThemLongest()
    {
        var watch = new TrapWatch(10);
        for (var month = 0; month <= 10; month++)
        {
            watch.Note(Pattern, TextSignature.Of(Month(month)));
        }

        for (var other = 0; other < 5_000; other++)
        {
            watch.Note($"https://e.org/{(char)('a' + (other % 26))}{other}/#", 1);
        }

        Assert.Equal(10, watch.JudgeTrap(Pattern));
    }

    private static string Month(int month) =>
        $"# Events in month {month % 12} of {2000 + (month / 12)}\n\n| Mo | Tu | We | Th | Fr |\n|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 |\n| {month} | 9 | 10 | 11 | 12 |\n\n"
        + "There are no events on these days. Choose another month to see what is planned, or tell us of an event of yours.";
}
