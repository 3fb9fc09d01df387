namespace Archon.Domain.CodeExamples;

/// <summary>
/// Whether a text is JSON (RFC 8259) by its form. Parsers say no by an exception, which costs more than all else that is done for a block of code, and what many programs
/// print is nearly JSON.
/// </summary>
internal static class JsonText
{
    private const int Deepest = 64;

    public static bool Is(ReadOnlySpan<char> text)
    {
        Span<char> open = stackalloc char[Deepest];
        var depth = 0;
        var i = 0;
        var expectsValue = true;
        while (true)
        {
            i = Skip(text, i);
            if (i == text.Length)
            {
                return depth == 0 && !expectsValue;
            }

            var sign = text[i];
            if (expectsValue && (sign is '{' or '['))
            {
                if (depth == Deepest)
                {
                    return false;
                }

                open[depth++] = sign;
                i = Skip(text, i + 1);
                if (i < text.Length && text[i] == Closing(sign))
                {
                    (depth, i, expectsValue) = (depth - 1, i + 1, false);
                }
                else if (sign == '{' && !TakeName(text, ref i))
                {
                    return false;
                }
            }
            else if (expectsValue)
            {
                if (!(sign == '"' ? TakeString(text, ref i) : TakeWord(text, ref i)))
                {
                    return false;
                }

                expectsValue = false;
            }
            else if (depth > 0 && sign == ',')
            {
                i++;
                if (open[depth - 1] == '{' && !TakeName(text, ref i))
                {
                    return false;
                }

                expectsValue = true;
            }
            else if (depth > 0 && sign == Closing(open[depth - 1]))
            {
                (depth, i) = (depth - 1, i + 1);
            }
            else
            {
                return false;
            }
        }
    }

    private static char Closing(char open) => open == '{' ? '}' : ']';

    private static int Skip(ReadOnlySpan<char> text, int from) => text[from..].IndexOfAnyExcept(" \t\r\n") is var at and >= 0 ? from + at : text.Length;

    private static bool TakeName(ReadOnlySpan<char> text, ref int i)
    {
        i = Skip(text, i);
        if (i == text.Length || text[i] != '"' || !TakeString(text, ref i))
        {
            return false;
        }

        i = Skip(text, i);
        return i < text.Length && text[i++] == ':';
    }

    private static bool TakeString(ReadOnlySpan<char> text, ref int i)
    {
        for (i++; i < text.Length && text[i] is not ('"' or '\n'); i++)
        {
            i += text[i] == '\\' ? 1 : 0;
        }

        return i < text.Length && text[i++] == '"';
    }

    private static bool TakeWord(ReadOnlySpan<char> text, ref int i)
    {
        var begin = i;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '-' or '+' or '.'))
        {
            i++;
        }

        return text[begin..i] is "true" or "false" or "null" || (i > begin && (text[begin] == '-' || char.IsAsciiDigit(text[begin])) && double.TryParse(text[begin..i], System.Globalization.CultureInfo.InvariantCulture, out _));
    }
}
