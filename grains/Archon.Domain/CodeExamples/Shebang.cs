using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>The language of a script by the program that its first line asks for: <c>#!/usr/bin/env -S python3 -u</c>.</summary>
internal static class Shebang
{
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Programs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sh"] = "sh",
        ["bash"] = "bash",
        ["dash"] = "sh",
        ["ash"] = "sh",
        ["ksh"] = "sh",
        ["zsh"] = "zsh",
        ["fish"] = "fish",
        ["python"] = "python",
        ["pypy"] = "python",
        ["perl"] = "perl",
        ["ruby"] = "ruby",
        ["php"] = "php",
        ["node"] = "javascript",
        ["nodejs"] = "javascript",
        ["bun"] = "javascript",
        ["deno"] = "typescript",
        ["tsx"] = "typescript",
        ["ts-node"] = "typescript",
        ["lua"] = "lua",
        ["awk"] = "awk",
        ["gawk"] = "awk",
        ["sed"] = "sed",
        ["make"] = "makefile",
        ["pwsh"] = "powershell",
        ["osascript"] = "applescript",
        ["rscript"] = "r",
        ["julia"] = "julia",
        ["elixir"] = "elixir",
        ["escript"] = "erlang",
        ["runghc"] = "haskell",
        ["runhaskell"] = "haskell",
        ["groovy"] = "groovy",
        ["scala"] = "scala",
        ["tclsh"] = "tcl",
        ["wish"] = "tcl",
        ["psql"] = "sql",
        ["guile"] = "scheme",
        ["swift"] = "swift",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Null when the code does not begin with such a line, or with an unknown program's.</summary>
    public static string? Of(ReadOnlySpan<char> code)
    {
        code = code.TrimStart('\n');
        if (!code.StartsWith("#!") || code.StartsWith("#!["))
        {
            return null;
        }

        var line = code[2..];
        line = line.IndexOf('\n') is var end and >= 0 ? line[..end] : line;
        foreach (var range in line.Split(' '))
        {
            var word = line[range].Trim();
            var program = word[(word.LastIndexOf('/') + 1)..];
            if (program.IsEmpty || program[0] == '-' || program.Contains('=') || program.SequenceEqual("env"))
            {
                continue;
            }

            program = program.TrimEnd("0123456789.");
            return Programs.TryGetValue(program, out var language) ? language : null;
        }

        return null;
    }
}
