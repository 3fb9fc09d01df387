using System.Text;

namespace Archon.Domain.CodeExamples;

/// <summary>An interactive session: commands behind prompts, and perhaps what was answered. Whatever may be something else is none.</summary>
/// <param name="Commands">The commands without their prompts, with the lines that continue them and the blank lines between them.</param>
/// <param name="Language">What they are written in; null when nothing says it.</param>
/// <param name="HasAnswers">There are lines that are no commands.</param>
internal sealed record CodeSession(string Commands, string? Language, bool HasAnswers)
{
    /// <summary>Nothing but a prompt that several programs have says what it is.</summary>
    public bool IsGuessed { get; private init; }

    /// <param name="code">The block's text.</param>
    /// <param name="stated">The language it is said to be in; null or empty when none is.</param>
    /// <param name="prompts">Where the page itself marks prompts, in order. When it does, no other text is one.</param>
    /// <returns>Null when the block is no session.</returns>
    public static CodeSession? Of(string code, string? stated, IReadOnlyList<Range>? prompts = null)
    {
        if (prompts is { Count: > 0 })
        {
            var kind = PromptKind.Of(code.AsSpan()[prompts[0]]);
            return new Reading(code, kind, margin: 0, isStated: true, prompts, mayAnswer: true).Read(PromptKind.LanguageOf(stated, kind), isNamed: !string.IsNullOrEmpty(stated));
        }

        var kinds = PromptKind.In(stated);
        if (kinds.IsEmpty)
        {
            return null;
        }

        var isSession = PromptKind.IsSession(stated);
        foreach (var range in code.AsSpan().Split('\n'))
        {
            var line = code.AsSpan()[range];
            var text = line.TrimStart(' ');
            if (text.IsWhiteSpace() || text[0] == '#')
            {
                continue;
            }

            foreach (var kind in kinds)
            {
                if (kind.First(text) > 0)
                {
                    var isStated = stated is not (null or "" or "sql");
                    return new Reading(code, kind, line.Length - text.Length, isStated, prompts: null, isSession).Read(PromptKind.LanguageOf(stated, kind), isNamed: !string.IsNullOrEmpty(stated));
                }
            }

            if (!isSession)
            {
                break;
            }
        }

        return isSession && kinds.Contains(PromptKind.Shell) && RootPrompt.IsOnEveryLine(code)
            ? new Reading(code, PromptKind.Root, margin: 0, isStated: true, prompts: null, mayAnswer: true).Read(PromptKind.LanguageOf(stated, PromptKind.Root), isNamed: true)
            : null;
    }

    private sealed class Reading(string code, PromptKind? kind, int margin, bool isStated, IReadOnlyList<Range>? prompts, bool mayAnswer)
    {
        private const int MostSearches = 64;

        private readonly StringBuilder _commands = new(code.Length);
        private int _marked;
        private int _searches;
        private string? _name;
        private bool _isStatement;
        private bool _hasProse;
        private bool _hasCode;
        private PythonEvidence _evidence;

        /// <summary>1. A document or a quotation in the shell runs to its last line. 2. A prompt begins or continues a command. 3. So does the line behind one that goes on. 4. What is no comment is an answer.</summary>
        public CodeSession? Read(string? language, bool isNamed)
        {
            var (hasAnswers, lines) = (false, 0);
            var (kept, keptLines) = (0, 0);
            var (isCommand, continues) = (false, false);
            var openUntil = -1;
            for (var position = 0; position <= code.Length;)
            {
                var next = code.IndexOf('\n', position) is var found and >= 0 ? found : code.Length;
                var line = code.AsSpan(position, next - position);
                var prompt = PromptAt(position, line, isCommand, continues || position <= openUntil);
                if (prompt < 0)
                {
                    return null;
                }

                var rest = line[prompt..];
                isCommand = prompt > 0 || continues || position <= openUntil;
                if (isCommand || rest.IsWhiteSpace() || IsComment(rest))
                {
                    _commands.Append(lines++ == 0 ? "" : "\n").Append(rest);
                }
                else
                {
                    // A blank line or a comment is the commands' only when one follows.
                    hasAnswers = true;
                    (_commands.Length, lines) = (kept, keptLines);
                }

                if (isCommand)
                {
                    (kept, keptLines) = (_commands.Length, lines);
                    ReadEvidence(line[..prompt], rest);
                    continues = position > openUntil && (kind?.GoesOn(rest) ?? rest.EndsWith('\\'));
                    openUntil = position <= openUntil ? openUntil
                        : kind is { IsShell: true } ? Math.Max(EndOfDocument(rest, next), EndOfQuotation(rest, next))
                        : kind is { IsSql: true } ? EndOfStatement(rest, next) : openUntil;
                }

                position = next + 1;
            }

            // Of the line end before an answer nothing stays.
            _commands.Length = !hasAnswers ? _commands.Length : kept > 0 && _commands[kept - 1] == '\r' ? kept - 1 : kept;
            var isOther = (_hasProse && !_hasCode) || (hasAnswers && kind is { StandsAlone: true } && !mayAnswer && !_isStatement);
            var isOpen = !isNamed && kind == PromptKind.Python;
            var isGuessed = isOpen && (_evidence.IsDenied ? prompts is null : !_evidence.IsProven);
            return isOther ? null : new CodeSession(_commands.ToString(), isOpen && _evidence.IsDenied ? null : language, hasAnswers) { IsGuessed = isGuessed };
        }

        private void ReadEvidence(ReadOnlySpan<char> prompt, ReadOnlySpan<char> command)
        {
            if (kind == PromptKind.Python && prompt.Contains('>'))
            {
                _evidence.Read(command);
            }
        }

        /// <summary>How much of a line is its prompt, 0 for nothing; -1 when the block is no session after all.</summary>
        private int PromptAt(int position, ReadOnlySpan<char> line, bool isAfterCommand, bool continues)
        {
            if (prompts is not null)
            {
                return MarkedAt(position, line);
            }

            if (line.Length < margin || !line[..margin].IsWhiteSpace())
            {
                return 0;
            }

            var text = line[margin..];
            if (!continues && kind!.First(text) is var first and > 0)
            {
                return isStated || IsCertain(text[..first], text[first..]) ? margin + first : -1;
            }

            if (!continues && mayAnswer && kind is { IsShell: true } && RootPrompt.Of(text) is var root and > 0
                && _searches++ < MostSearches && !RootPrompt.StandsAbovePrompt(code.AsSpan(position), kind.First))
            {
                return margin + root;
            }

            var isContinued = kind is { IsShell: true } ? continues : isAfterCommand;
            return isContinued && kind!.Next(text) is var further and > 0 ? margin + further : 0;
        }

        private int MarkedAt(int position, ReadOnlySpan<char> line)
        {
            while (_marked < prompts!.Count && prompts[_marked].Start.Value < position)
            {
                _marked++;
            }

            if (_marked == prompts.Count || prompts[_marked].Start.Value > position + line.Length)
            {
                return 0;
            }

            var end = prompts[_marked].End.Value - position;
            var hasBlank = end < line.Length && line[end] == ' ' && (end == 0 || line[end - 1] != ' ');
            return hasBlank ? end + 1 : end;
        }

        // Where nothing says what it is.
        private bool IsCertain(ReadOnlySpan<char> prompt, ReadOnlySpan<char> command)
        {
            if (kind is { IsShell: true })
            {
                return ShellCommand.IsPossible(command) && (kind.StandsAlone ? ShellCommand.IsUnmistakable(command) : prompt.Contains('@') || ShellCommand.IsTyped(command));
            }

            _hasProse |= kind == PromptKind.Python && PythonStatement.IsProse(command);
            _hasCode |= kind == PromptKind.Python && PythonStatement.IsCertain(command);

            if (!kind!.StandsAlone)
            {
                return true;
            }

            // "a=> 1" may be anything.
            _name ??= NameOf(prompt).ToString();
            _isStatement |= SqlStatement.Begins(command);
            var isStatement = _isStatement || !prompt.StartsWith($"{_name}=>") || code.AsSpan().TrimEnd().EndsWith(';');
            return isStatement && NameOf(prompt).SequenceEqual(_name);
        }

        private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> prompt) => prompt[..prompt.IndexOfAny("=>(")];

        // cat <<EOF
        private int EndOfDocument(ReadOnlySpan<char> command, int from)
        {
            var mark = command.IndexOf("<<");
            if (mark < 0 || _searches >= MostSearches)
            {
                return -1;
            }

            var word = command[(mark + 2)..].TrimStart("- '\"");
            var length = 0;
            while (length < word.Length && (char.IsAsciiLetterOrDigit(word[length]) || word[length] == '_'))
            {
                length++;
            }

            _searches++;
            if (length == 0 || !char.IsAsciiLetter(word[0]))
            {
                return -1;
            }

            var end = word[..length];
            foreach (var range in code.AsSpan(from).Split('\n'))
            {
                var line = code.AsSpan(from)[range];
                if (line.SequenceEqual(end) || (line.Length == end.Length + 2 && line.StartsWith("> ") && line.EndsWith(end)))
                {
                    return from + range.Start.Value;
                }
            }

            return -1;
        }

        // git commit -m "one
        // two"
        private int EndOfQuotation(ReadOnlySpan<char> command, int from)
        {
            var open = ShellQuotation.OpenAfter(command, '\0');
            if (open == '\0' || _searches++ >= MostSearches)
            {
                return -1;
            }

            foreach (var range in code.AsSpan(from).Split('\n'))
            {
                // Where the page marks prompts, one ends what is quoted.
                var line = code.AsSpan(from)[range];
                if (prompts is not null && kind!.First(line.TrimStart(' ')) > 0)
                {
                    break;
                }

                open = ShellQuotation.OpenAfter(line, open);
                if (open == '\0')
                {
                    return from + range.Start.Value;
                }
            }

            return -1;
        }

        // SELECT a,
        //     b FROM c;
        private int EndOfStatement(ReadOnlySpan<char> command, int from)
        {
            var text = command.Trim();
            if (text.EndsWith(';') || text.StartsWith('\\') || text.StartsWith('.') || text.StartsWith("--") || _searches++ >= MostSearches)
            {
                return -1;
            }

            foreach (var range in code.AsSpan(from).Split('\n'))
            {
                var line = code.AsSpan(from)[range];
                if (kind!.First(line.TrimStart(' ')) > 0)
                {
                    break;
                }

                if (line.TrimEnd().EndsWith(';'))
                {
                    return from + range.Start.Value;
                }
            }

            return -1;
        }

        private bool IsComment(ReadOnlySpan<char> line) => (kind is { IsShell: true } || kind == PromptKind.Python) && line.TrimStart(' ').StartsWith("#");
    }
}
