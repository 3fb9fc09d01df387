namespace Archon.Domain.Chunking;

/// <summary>A range of the page that is cut no further.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">One past the last character.</param>
/// <param name="Tokens">Its size, <paramref name="Before"/> and <paramref name="After"/> included.</param>
/// <param name="Before">Lines repeated above it: the fence's opening, the table's header.</param>
/// <param name="After">Lines added below it: the fence's end.</param>
internal readonly record struct Part(int Start, int End, int Tokens, string Before = "", string After = "");
