using System.Buffers;
using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>The prompts of Unix shells: <c>$</c>, with the name of an environment, of a user and a machine before it or without.</summary>
internal static class ShellPrompt
{
    private const int LongestName = 64;
    private const int LongestPath = 120;

    private static readonly SearchValues<char> NoName = SearchValues.Create(" \t\"'<>/");

    // What is typed behind a sign that begins comments elsewhere (TeX, Erlang, MATLAB).
    private static readonly FrozenSet<string> Commands = FrozenSet.Create(
        StringComparer.Ordinal,
        "apt", "apt-get", "aws", "az", "bash", "brew", "bun", "bundle", "cargo", "cat", "cd", "chmod", "chsh", "clang", "cmake", "code", "composer", "conda", "cp", "curl", "defaults",
        "deno", "docker", "dotnet", "echo", "env", "export", "flutter", "gcc", "gcloud", "gem", "gh", "git", "go", "gradle", "grep", "helm", "java", "javac", "kubectl", "ln", "ls", "make",
        "man", "mkdir", "mv", "mvn", "node", "npm", "npx", "open", "perl", "php", "pip", "pip3", "pipx", "pnpm", "poetry", "pwd", "python", "python3", "rails", "rm", "ruby", "rustc", "rustup",
        "scp", "sh", "softwareupdate", "source", "ssh", "sudo", "swift", "tar", "terraform", "touch", "unzip", "uv", "wget", "which", "xcode-select", "xcodebuild", "xcrun", "yarn", "zsh");

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

    /// <summary>Whether a line begins with the name of a program that everybody knows.</summary>
    public static bool IsKnown(ReadOnlySpan<char> command)
    {
        var text = command.Trim();
        var word = text.IndexOf(' ') is var blank and >= 0 ? text[..blank] : text;
        return Commands.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
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
