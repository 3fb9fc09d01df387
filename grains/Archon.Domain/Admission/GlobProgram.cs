namespace Archon.Domain.Admission;

/// <summary>
/// Runs a compiled glob as a set of positions that advance together over the path (K. Thompson, "Regular expression search
/// algorithm", 1968), so that no pattern makes it go back.
/// </summary>
internal sealed class GlobProgram
{
    private readonly GlobInstruction[] _instructions;
    private readonly string _prefix;
    private readonly bool _restIsAnything;

    public GlobProgram(GlobInstruction[] instructions)
    {
        _instructions = instructions;
        _prefix = string.Concat(instructions
            .TakeWhile(instruction => instruction.Operation == GlobOperation.Character)
            .Select(instruction => (char)instruction.First));
        _restIsAnything = instructions.Length == _prefix.Length + 4
            && instructions[_prefix.Length].Operation == GlobOperation.Split
            && instructions[_prefix.Length + 1].Operation == GlobOperation.Any;
    }

    public bool Matches(ReadOnlySpan<char> path)
    {
        if (!path.StartsWith(_prefix))
        {
            return false;
        }

        return _restIsAnything || Run(path[_prefix.Length..]);
    }

    private bool Run(ReadOnlySpan<char> path)
    {
        var size = _instructions.Length;
        Span<int> memory = size <= 256 ? stackalloc int[size * 4] : new int[size * 4];
        var current = memory[..size];
        var next = memory.Slice(size, size);
        var seen = memory.Slice(size * 2, size);
        var stack = memory.Slice(size * 3, size);
        seen.Clear();

        var generation = 1;
        var count = Follow(_prefix.Length, current, 0, seen, stack, generation);
        foreach (var character in path)
        {
            generation++;
            var nextCount = 0;
            foreach (var position in current[..count])
            {
                if (Takes(_instructions[position], character))
                {
                    nextCount = Follow(position + 1, next, nextCount, seen, stack, generation);
                }
            }

            if (nextCount == 0)
            {
                return false;
            }

            var swap = current;
            current = next;
            next = swap;
            count = nextCount;
        }

        foreach (var position in current[..count])
        {
            if (_instructions[position].Operation == GlobOperation.Match)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds the position, and those that splits and jumps lead to from it, each once a character.</summary>
    private int Follow(int start, Span<int> positions, int count, Span<int> seen, Span<int> stack, int generation)
    {
        var depth = 0;
        Push(start, seen, stack, ref depth, generation);
        while (depth > 0)
        {
            var position = stack[--depth];
            var instruction = _instructions[position];
            switch (instruction.Operation)
            {
                case GlobOperation.Split:
                    Push(instruction.First, seen, stack, ref depth, generation);
                    Push(instruction.Second, seen, stack, ref depth, generation);
                    break;
                case GlobOperation.Jump:
                    Push(instruction.First, seen, stack, ref depth, generation);
                    break;
                default:
                    positions[count++] = position;
                    break;
            }
        }

        return count;
    }

    private static void Push(int position, Span<int> seen, Span<int> stack, ref int depth, int generation)
    {
        if (seen[position] == generation)
        {
            return;
        }

        seen[position] = generation;
        stack[depth++] = position;
    }

    private static bool Takes(GlobInstruction instruction, char character) => instruction.Operation switch
    {
        GlobOperation.Character => character == (char)instruction.First,
        GlobOperation.Any => true,
        GlobOperation.AnyInSegment => character != '/',
        GlobOperation.OneOf => instruction.Class!.Contains(character),
        GlobOperation.NoneOf => character != '/' && !instruction.Class!.Contains(character),
        _ => false,
    };
}
