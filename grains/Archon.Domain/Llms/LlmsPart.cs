namespace Archon.Domain.Llms;

/// <summary>A page in an llms-full.txt.</summary>
/// <param name="Slug">Its name in the file, once in it: the heading as an anchor, <c>introduction</c> above the first heading.</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its length in characters.</param>
public sealed record LlmsPart(string Slug, int Start, int Length);
