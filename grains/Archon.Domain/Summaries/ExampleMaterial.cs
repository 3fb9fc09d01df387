using System.Collections.Immutable;

namespace Archon.Domain.Summaries;

/// <summary>What is known of a code example.</summary>
/// <param name="Title">Its page's title.</param>
/// <param name="Headings">The heading path, joined by " › ".</param>
/// <param name="Context">The prose before it.</param>
/// <param name="Language">Its language; null when unknown.</param>
/// <param name="Code">Its code, of a long one the beginning.</param>
public sealed record ExampleMaterial(string Title, string Headings, string Context, string? Language, string Code);

/// <summary>What is known of a source.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Url">The seed it was collected from.</param>
/// <param name="Beginning">The first passage of its first page, as Markdown.</param>
/// <param name="PageTitles">Titles of its first pages by URL, each once.</param>
public sealed record SourceMaterial(string Title, string Url, string Beginning, ImmutableArray<string> PageTitles);
