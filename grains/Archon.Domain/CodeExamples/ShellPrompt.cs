using System.Buffers;

namespace Archon.Domain.CodeExamples;

/// <summary>The prompts of Unix shells: <c>$</c>, with the name of an environment, of a user and a machine before it or without.</summary>
internal static class ShellPrompt
{
    private const int LongestName = 64;
    private const int LongestPath = 120;

    private static readonly SearchValues<char> NoName = SearchValues.Create(" \t\"'<>/");

    /// <summary>How long the prompt is at the start of a line; 0 for none.</summary>
    public static int Of(ReadOnlySpan<char> line)
    {
        var name = line.StartsWith("(") ? line[..Math.Min(line.Length, LongestName)].IndexOf(") ") + 2 : 0;
        if (name == 1)
        {
            return 0;
        }

        var rest = line[name..];
        var length = PromptKind.Literal(rest, "$ ");
        length = length > 0 ? length : OfMachine(rest);
        return length > 0 ? name + length : 0;
    }

    // ada@host:~/src$ and [ada@host src]$
    private static int OfMachine(ReadOnlySpan<char> line)
    {
        var begin = line[..Math.Min(line.Length, LongestPath)];
        var at = begin.IndexOf('@');
        if (at < 1)
        {
            return 0;
        }

        var end = line[0] == '[' ? begin.IndexOf(']') + 1 : begin[at..].IndexOfAny(" $#") is var sign and >= 0 ? at + sign : 0;
        if (end <= at + 1 || end >= begin.Length || begin[end] is not ('$' or '#') || begin[..at].ContainsAny(NoName))
        {
            return 0;
        }

        return end + 1 == line.Length ? line.Length : line[end + 1] == ' ' ? end + 2 : 0;
    }
}
