using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>Turns the text of a glob into a program, or says in a sentence why it cannot.</summary>
internal sealed class GlobCompiler(string text)
{
    private readonly List<GlobInstruction> _program = [];
    private readonly Stack<Alternatives> _open = new();
    private int _index;
    private string? _error;

    public bool TryCompile([NotNullWhen(true)] out GlobProgram? program, [NotNullWhen(false)] out string? error)
    {
        program = null;
        CompileStart();
        while (_error is null && _index < text.Length)
        {
            CompileNext();
        }

        if (_error is null && _open.TryPeek(out var unclosed))
        {
            Fail($"{{ at character {unclosed.OpenedAt + 1} has no matching }}");
        }

        error = _error;
        if (error is not null)
        {
            return false;
        }

        Emit(GlobOperation.Match);
        program = new GlobProgram([.. _program]);
        return true;
    }

    /// <summary>
    /// Without a slash in front a pattern matches at any depth. A brace may have both kinds inside, so there it is optional:
    /// as every path starts with a slash, only one of the two can match.
    /// </summary>
    private void CompileStart()
    {
        if (text[0] == '/')
        {
            return;
        }

        var split = text[0] == '{' ? Emit(GlobOperation.Split) : -1;
        EmitLiteral("/");
        EmitAnySegments();
        if (split >= 0)
        {
            PatchSplit(split, split + 1, _program.Count);
        }
    }

    private void CompileNext()
    {
        switch (text[_index])
        {
            case '*':
                CompileStar();
                break;
            case '?':
                _index++;
                Emit(GlobOperation.AnyInSegment);
                break;
            case '[':
                CompileClass();
                break;
            case '{':
                _open.Push(new Alternatives(_index++, Emit(GlobOperation.Split), []));
                PatchSplit(_program.Count - 1, _program.Count, _program.Count);
                break;
            case ',' when _open.Count > 0:
                _index++;
                NextAlternative();
                break;
            case '}' when _open.Count > 0:
                _index++;
                CloseAlternatives();
                break;
            case '}':
                Fail($"}} at character {_index + 1} has no matching {{");
                break;
            case ']':
                Fail($"] at character {_index + 1} has no matching [");
                break;
            case '\\' when _index + 1 == text.Length:
                Fail("\\ at the end escapes nothing");
                break;
            case '\\':
                _index++;
                CompileLiteral();
                break;
            default:
                CompileLiteral();
                break;
        }
    }

    private void CompileStar()
    {
        var start = _index;
        while (_index < text.Length && text[_index] == '*')
        {
            _index++;
        }

        if (_index - start == 1)
        {
            EmitLoop(GlobOperation.AnyInSegment);
            return;
        }

        var startsSegment = start == 0 || text[start - 1] == '/';
        if (startsSegment && _index < text.Length && text[_index] == '/')
        {
            _index++;
            EmitAnySegments();
            return;
        }

        EmitLoop(GlobOperation.Any);
    }

    private void CompileClass()
    {
        var opened = _index++;
        var negated = _index < text.Length && text[_index] is '!' or '^';
        _index += negated ? 1 : 0;
        var members = new StringBuilder();
        var first = true;
        while (_index < text.Length && (text[_index] != ']' || first))
        {
            first = false;
            var low = text[_index++];
            var high = low;
            if (_index + 1 < text.Length && text[_index] == '-' && text[_index + 1] != ']')
            {
                high = text[_index + 1];
                _index += 2;
            }

            if (low > '~' || high > '~')
            {
                Fail($"the class at character {opened + 1} has a character beyond ASCII; write {{a,b}} instead");
                return;
            }

            if (low > high)
            {
                Fail($"the range {low}-{high} runs backwards");
                return;
            }

            for (var member = low; member <= high; member++)
            {
                // A slash would let a class cross segments.
                members.Append(member == '/' ? "" : member.ToString());
            }
        }

        if (_index == text.Length)
        {
            Fail($"[ at character {opened + 1} has no matching ]");
            return;
        }

        _index++;
        Emit(negated ? GlobOperation.NoneOf : GlobOperation.OneOf, SearchValues.Create(members.ToString()));
    }

    /// <summary>Escapes a literal like the canonical path it is compared with.</summary>
    private void CompileLiteral()
    {
        var length = PercentEncoding.TryReadEscape(text.AsSpan(_index), out _) ? 3
            : char.IsHighSurrogate(text[_index]) && _index + 1 < text.Length ? 2
            : 1;
        EmitLiteral(PercentEncoding.Normalize(text.AsSpan(_index, length)));
        _index += length;
    }

    private void NextAlternative()
    {
        var open = _open.Pop();
        open.Ends.Add(Emit(GlobOperation.Jump));
        PatchSplit(open.Split, open.Split + 1, _program.Count);
        _open.Push(open with { Split = Emit(GlobOperation.Split) });
        PatchSplit(_program.Count - 1, _program.Count, _program.Count);
    }

    private void CloseAlternatives()
    {
        var open = _open.Pop();
        foreach (var end in open.Ends)
        {
            _program[end] = _program[end] with { First = _program.Count };
        }
    }

    /// <summary>None, one or more whole segments, each with its slash.</summary>
    private void EmitAnySegments()
    {
        var split = Emit(GlobOperation.Split);
        EmitLoop(GlobOperation.Any);
        EmitLiteral("/");
        PatchSplit(split, split + 1, _program.Count);
    }

    private void EmitLoop(GlobOperation operation)
    {
        var split = Emit(GlobOperation.Split);
        Emit(operation);
        _program.Add(new GlobInstruction(GlobOperation.Jump, split));
        PatchSplit(split, split + 1, _program.Count);
    }

    private void EmitLiteral(string literal)
    {
        foreach (var character in literal)
        {
            _program.Add(new GlobInstruction(GlobOperation.Character, character));
        }
    }

    private int Emit(GlobOperation operation, SearchValues<char>? characters = null)
    {
        _program.Add(new GlobInstruction(operation, Class: characters));
        return _program.Count - 1;
    }

    private void PatchSplit(int split, int first, int second) =>
        _program[split] = _program[split] with { First = first, Second = second };

    private void Fail(string problem) => _error = $"The glob '{text}' cannot be read: {problem}.";

    private sealed record Alternatives(int OpenedAt, int Split, List<int> Ends);
}
