using System.Globalization;

namespace Archon.Gateway.Tests.Agents;

/// <summary>What a tool says of arguments that are not right.</summary>
public sealed class CheckedToolTests : AgentTest
{
    [Theory]
    [InlineData("search_docs", "limit is 0; it must be from 1 to 20.", "query", "x", "limit", 0)]
    [InlineData("read_page", "length is 20; it must be from 500 to 17000.", "url", Page, "length", 20)]
    [InlineData("read_page", "offset is -1; the page has 2600 characters, so it must be from 0 to 2599.", "url", Page, "offset", -1)]
    [InlineData("read_page", "offset is 2600; the page has 2600 characters, so it must be from 0 to 2599.", "url", Page, "offset", 2600)]
    [InlineData("crawl_site", "maxPages is 0; it must be from 1 to 100000.", "url", Page, "maxPages", 0)]
    [InlineData("crawl_site", "wait is 51; it must be from 0 to 50 seconds.", "url", Page, "wait", 51)]
    public async Task AWrongArgument_IsSaidWithWhatWouldBeRight(string tool, string sentence, string first, string text, string second, int number)
    {
        Archon.Pages.Add(Stored(string.Concat(Enumerable.Repeat("0123456789abcdefghijklmno\n", 100))));

        Assert.Equal(sentence, await MistakeAsync(tool, (first, text), (second, number)));
        Assert.Null(Archon.LastRequest);
    }

    [Theory]
    [InlineData("search_docs", "search_docs needs query. What to find: a question, an error message, or words. \"Quoted words\" stand beside each other; a word with * is the beginning of words.", "limit", 3)]
    [InlineData("search_docs", "limit must be a whole number, 2147483647 at most. Most results, 1 to 20.", "limit", "many")]
    [InlineData("read_page", "offset must be a whole number, 2147483647 at most. The first character, from 0. Without it, where the URL's #fragment leads.", "offset", 1_000_000_000_000)]
    [InlineData("search_docs", "query must be a text. What to find: a question, an error message, or words. \"Quoted words\" stand beside each other; a word with * is the beginning of words.", "query", 3)]
    [InlineData("read_page", "page is no argument of read_page; the arguments are url, offset, length.", "page", "x")]
    public async Task AnArgument_ThatIsMissingOrOfAnotherKind_IsNamed(string tool, string sentence, string name, object value) =>
        Assert.Equal(sentence, await MistakeAsync(tool, (name, value)));

    [Theory]
    [InlineData("read_page", "url", 4_096)]
    [InlineData("crawl_site", "url", 2_048)]
    [InlineData("list_pages", "source", 100)]
    [InlineData("list_sources", "cursor", 8_000)]
    [InlineData("search_docs", "source", 100)]
    [InlineData("search_docs", "query", 102_400)]
    [InlineData("crawl_status", "id", 100)]
    [InlineData("cancel_crawl", "id", 100)]
    public async Task AnArgument_ThatIsTooLong_IsRefusedWithItsLimit(string tool, string name, int most) =>
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"{name} has {most + 1:N0} characters; it must have at most {most:N0}. "),
            await MistakeAsync(tool, (name, new string('x', most + 1))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("read_page", "url", "")]
    [InlineData("list_pages", "source", " ")]
    [InlineData("cancel_crawl", "id", "")]
    [InlineData("search_code", "query", "")]
    public async Task AnArgument_ThatIsEmpty_IsSaid(string tool, string name, string text) =>
        Assert.StartsWith($"{name} is empty. ", await MistakeAsync(tool, (name, text)), StringComparison.Ordinal);
}
