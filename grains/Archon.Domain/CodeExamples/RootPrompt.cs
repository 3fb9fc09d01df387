using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>The prompt of the superuser, <c>#</c>, which begins comments, too: in what is said to be a session it is one before what can only be a command.</summary>
internal static class RootPrompt
{
    private const string Sign = "# ";

    // Programs whose names begin sentences: only what follows tells.
    private static readonly FrozenSet<string> Verbs = FrozenSet.Create(
        StringComparer.Ordinal, "cut", "edit", "export", "find", "head", "install", "more", "next", "open", "read", "set", "sort", "source", "split", "time", "watch", "which");

    private static readonly FrozenSet<string> OfSentences = FrozenSet.Create(
        StringComparer.Ordinal, "a", "an", "and", "as", "be", "for", "from", "if", "in", "is", "it", "its", "of", "or", "our", "sure", "that", "the", "this", "to", "we", "when", "with", "you", "your");

    /// <summary>How long the prompt is at the start of a line; 0 for none, or for a comment.</summary>
    public static int Of(ReadOnlySpan<char> line) => line.StartsWith(Sign) && IsCommand(line[Sign.Length..]) ? Sign.Length : 0;

    /// <summary>Whether there is nothing in a block but such commands, and the lines that continue them.</summary>
    public static bool IsOnEveryLine(ReadOnlySpan<char> code)
    {
        var (any, continues) = (false, false);
        foreach (var range in code.Split('\n'))
        {
            var line = code[range].TrimEnd('\r');
            if (!continues && !line.IsWhiteSpace())
            {
                if (Of(line) == 0)
                {
                    return false;
                }

                any = true;
            }

            continues = line.EndsWith('\\');
        }

        return any;
    }

    /// <summary>Whether what begins a text is right above another prompt: a comment on what is typed there.</summary>
    /// <param name="code">The text from that line on.</param>
    /// <param name="prompt">The other.</param>
    public static bool StandsAbovePrompt(ReadOnlySpan<char> code, PromptKind.Reader prompt)
    {
        foreach (var range in code.Split('\n'))
        {
            var text = code[range].TrimStart(' ');
            if (!text.IsWhiteSpace() && text[0] != '#')
            {
                return prompt(text) > 0;
            }
        }

        return false;
    }

    private static bool IsCommand(ReadOnlySpan<char> command)
    {
        var text = command.Trim();
        if (text.IsEmpty || text[0] == '#' || !ShellCommand.IsPossible(text) || !ShellCommand.IsTyped(text))
        {
            return false;
        }

        var (words, isPlain) = (0, true);
        foreach (var range in text.Split(' '))
        {
            var word = text[range];
            if (range.End.Value < text.Length && OfSentences.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
            {
                return false;
            }

            isPlain &= words++ == 0 ? Verbs.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word) : !word.ContainsAnyExceptInRange('a', 'z');
        }

        return !isPlain;
    }
}
