namespace Archon.Domain.Crawling;

/// <summary>What is wrong with a crawl's settings.</summary>
/// <param name="Field">The setting's name as requests spell it: <c>maxPages</c>.</param>
/// <param name="Message">A sentence that says what was wrong and what would be right.</param>
public sealed record CrawlSettingsError(string Field, string Message);
