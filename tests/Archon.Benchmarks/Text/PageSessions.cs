using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Archon.Benchmarks.Text;

/// <summary>
/// What is owed of a <c>pre</c> with prompts, by a rule of its own: when all its lines are commands, they are shown without; else the block is shown as it is, and
/// its code is the commands alone.
/// </summary>
internal static partial class PageSessions
{
    private const char Begin = '\ue000';
    private const char End = '\ue001';
    private static readonly string[] Shells = ["sh", "bash", "zsh", "shell", "console", "shell-session", "shellsession", "bash-session", "terminal"];
    private static readonly string[] Pythons = ["python", "python3", "py", "pycon", "pycon3", "doctest"];
    private static readonly string?[] Windows = ["powershell", "dos", "doscon", "bat", "console"];
    private static readonly string[] Sessions = ["console", "shell-session", "shellsession", "bash-session", "terminal", "pycon", "pycon3", "doctest"];

    /// <param name="pre">The element.</param>
    /// <param name="language">The language it states; null when it states none.</param>
    /// <returns>What Markdown has of it, and what its code example has; empty when there is none.</returns>
    public static (string Shown, string Code) Of(IElement pre, string? language)
    {
        var text = Trimmed(pre.TextContent);
        var copy = (IElement)pre.Clone();
        foreach (var prompt in copy.QuerySelectorAll(".gp, code.prompt, span.prompt, .prompt_"))
        {
            prompt.TextContent = $"{Begin}{prompt.TextContent}{End}";
        }

        var marked = Trimmed(copy.TextContent);
        var commands = marked.Contains(Begin, StringComparison.Ordinal) ? Commands(marked, Marked(), null) : ByText(text, language);
        var isAll = commands is { HasAnswers: false } && commands.Value.Text.Trim().Length > 0;
        return isAll ? (commands!.Value.Text, commands.Value.Text) : (text, ByText(text, language)?.Text ?? text);
    }

    /// <summary>
    /// What it may be besides, where neither a language nor a mark says whether <c>$ work</c> is a command: its text as it is, or without what each line begins with. Both are the
    /// page's text, and which one is better nobody states.
    /// </summary>
    public static IReadOnlyList<string> Readings(IElement pre, string? language)
    {
        var text = Trimmed(pre.TextContent);
        return language is null && pre.QuerySelector(".gp, code.prompt, span.prompt, .prompt_") is null && Sign().IsMatch(text) ? [text, Trimmed(Sign().Replace(text, ""))] : [];
    }

    private static (string Text, bool HasAnswers)? ByText(string text, string? language)
    {
        var first = text.Split('\n').FirstOrDefault(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#') && (!Sessions.Contains(language) || (Pythons.Contains(language) ? Python() : Shell()).IsMatch(line) || PowerShell().IsMatch(line) || Dos().IsMatch(line)), "");
        return (language is null || Shells.Contains(language)) && Shell().IsMatch(first) && !(language is null && text.Split('\n').Any(line => Doubtful().IsMatch(line))) ? Commands(text, Shell(), ShellNext())
            : (language is null || Pythons.Contains(language)) && Python().IsMatch(first) ? Commands(text, Python(), PythonNext())
            : (Windows.Contains(language) && PowerShell().IsMatch(first)) ? Commands(text, PowerShell(), null)
            : (Windows.Contains(language) && Dos().IsMatch(first)) ? Commands(text, Dos(), null)
            : language is null && PsqlFirst().Match(text.TrimStart('\n')) is { Success: true } begin && (text.EndsWith(';') || text.Contains("=# ", StringComparison.Ordinal) || PsqlStatement().IsMatch(text)) && text.Split('\n').Where(line => PsqlFirst().IsMatch(line)).All(line => PsqlFirst().Match(line).Groups[1].Value == begin.Groups[1].Value) ? Commands(text, PsqlFirst(), Psql())
            : null;
    }

    private static (string Text, bool HasAnswers) Commands(string text, Regex prompt, Regex? next)
    {
        var (kept, blank, hasAnswers, isCommand, isOpen, isQuoted, end) = (new List<string>(), new List<string>(), false, false, false, false, "");
        var lines = text.Split('\n');
        var margin = prompt == Marked() ? null : Margin().Match(lines.FirstOrDefault(line => prompt.IsMatch(line), "")).Value;
        for (var i = 0; i < lines.Length; i++)
        {
            var follows = isOpen || isQuoted || end.Length > 0;
            var match = follows ? Match.Empty : prompt.Match(lines[i]);
            match = !match.Success && (follows || (isCommand && (next == PythonNext() || next == Psql()))) && next is not null ? next.Match(lines[i]) : match;
            match = margin is not null && Margin().Match(lines[i]).Value != margin ? Match.Empty : match;
            var rest = match.Success ? lines[i][match.Length..] : lines[i].Replace($"{Begin}", "", StringComparison.Ordinal).Replace($"{End}", "", StringComparison.Ordinal);
            isCommand = match.Success || follows;
            if (isCommand)
            {
                kept.AddRange([.. blank, rest]);
                blank.Clear();
                isOpen = end.Length == 0 && (rest.EndsWith('\\') || (prompt == Shell() && (rest.EndsWith('|') || rest.EndsWith("&&", StringComparison.Ordinal))));
                isOpen |= prompt == PsqlFirst() && !rest.TrimEnd().EndsWith(';') && (follows || !(rest.StartsWith('\\') || rest.StartsWith("--", StringComparison.Ordinal))) && lines.Skip(i + 1).TakeWhile(line => !PsqlFirst().IsMatch(line)).Any(line => line.TrimEnd().EndsWith(';'));
                var document = Document().Match(rest);
                isQuoted = !isQuoted && prompt == Shell() ? end.Length == 0 && Quotes(rest) && lines.Skip(i + 1).TakeWhile(line => !Shell().IsMatch(line)).Any(Quotes) : isQuoted && !Quotes(rest);
                end = end.Length > 0 ? (rest == end ? "" : end) : document.Success && lines.Skip(i + 1).Any(line => line == document.Groups[1].Value || line == $"> {document.Groups[1].Value}") ? document.Groups[1].Value : "";
            }
            else if (string.IsNullOrWhiteSpace(rest) || (rest.TrimStart().StartsWith('#') && (prompt == Shell() || prompt == Python() || text.Contains($"{Begin}$", StringComparison.Ordinal) || text.Contains($"{Begin}>>>", StringComparison.Ordinal))))
            {
                blank.Add(rest);
            }
            else
            {
                hasAnswers = true;
                blank.Clear();
            }
        }

        return (Trimmed(string.Join('\n', hasAnswers ? kept : [.. kept, .. blank])), hasAnswers);
    }

    private static bool Quotes(string line) => line.Count(letter => letter == '"') % 2 == 1;

    private static string Trimmed(string text) => text.ReplaceLineEndings("\n").TrimStart('\n').TrimEnd();

    [GeneratedRegex(@"^[ \t]*(\ue000[^\ue001]*(?<= )\ue001|\ue000[^\ue001]*\ue001 ?)+")]
    private static partial Regex Marked();

    [GeneratedRegex(@"^ *[$%] ", RegexOptions.Multiline)]
    private static partial Regex Sign();

    [GeneratedRegex("^ *")]
    private static partial Regex Margin();

    [GeneratedRegex(@"^ *(\([^)]*\) )?(\$|\w+@[^ $#]+[$#]|\[\w+@[^\]]+\][$#])( |$)")]
    private static partial Regex Shell();

    [GeneratedRegex(@"^>( |$)")]
    private static partial Regex ShellNext();

    [GeneratedRegex(@"^ *>>>( |$)")]
    private static partial Regex Python();

    [GeneratedRegex(@"^ *\.\.\.( |$)")]
    private static partial Regex PythonNext();

    [GeneratedRegex(@"^ *\$ +(.*[$;{]$|[^\w./~# ]|\S*[(),]|\S+ +=)")]
    private static partial Regex Doubtful();

    [GeneratedRegex(@"^PS( [A-Z]:\\[^>]*)?>( |$)")]
    private static partial Regex PowerShell();

    [GeneratedRegex(@"^[A-Z]:\\[^> ]*> ?")]
    private static partial Regex Dos();

    [GeneratedRegex(@"^\w+[-=(][>#] ")]
    private static partial Regex Psql();

    [GeneratedRegex(@"^(\w+)=[>#] ")]
    private static partial Regex PsqlFirst();

    [GeneratedRegex(@"^\w+=> *(\\|(select|create|insert|update|delete|drop|alter|explain|set|show|begin|commit|with|values|copy|table)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex PsqlStatement();

    [GeneratedRegex(@"<<-?['""]?([A-Za-z]\w*)")]
    private static partial Regex Document();
}
