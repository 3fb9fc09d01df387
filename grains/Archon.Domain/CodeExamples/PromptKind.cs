using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>The prompts of one program, told by the text of a line.</summary>
/// <param name="Language">What is written behind them.</param>
/// <param name="First">How long the prompt is that begins a command; 0 when the line has none.</param>
/// <param name="Next">How long the prompt is that continues one; 0 when the line has none.</param>
/// <param name="Continuations">What ends a line whose command goes on in the next.</param>
/// <param name="StandsAlone">So easily taken for something else that every line must have it.</param>
internal sealed record PromptKind(string Language, PromptKind.Reader First, PromptKind.Reader Next, string[] Continuations, bool StandsAlone = false)
{
    private const int LongestName = 64;
    private const int LongestPath = 120;

    public static readonly PromptKind Shell = new("shell", ShellPrompt.Of, line => Literal(line, "> "), ["\\", "|", "&&"]);

    public static readonly PromptKind Root = Shell with { First = RootPrompt.Of };

    private static readonly PromptKind Percent = Shell with { First = line => Literal(line, "% "), StandsAlone = true };

    public static readonly PromptKind Python = new("python", line => Literal(line, ">>> "), line => Literal(line, "... "), ["\\"]);

    private static readonly PromptKind PowerShell = new("powershell", line => line.StartsWith("PS") ? Path(line, line.TrimStart("PS ")) : 0, line => Literal(line, ">> "), ["`"]);
    private static readonly PromptKind Dos = new("bat", line => line.Length > 3 && char.IsAsciiLetter(line[0]) && line[1] == ':' ? Path(line, line) : 0, _ => 0, ["^"]);
    private static readonly PromptKind IPython = new("python", In, line => line.TrimStart(' ') is var text && Literal(text, "...: ") is var length and > 0 ? line.Length - text.Length + length : 0, ["\\"]);
    private static readonly PromptKind Ruby = new("ruby", Irb, _ => 0, []);
    private static readonly PromptKind Elixir = new("elixir", line => Counted(line, "iex"), line => Counted(line, "..."), []);
    private static readonly PromptKind MySql = new("sql", line => Literal(line, "mysql> "), line => Literal(line, "    -> "), []);
    private static readonly PromptKind MariaDb = new("sql", line => Bracketed(line, "MariaDB ["), line => Literal(line, "    -> "), []);
    private static readonly PromptKind Sqlite = new("sql", line => Literal(line, "sqlite> "), line => Literal(line, "   ...> "), []);
    private static readonly PromptKind Postgres = new("sql", line => Named(line, "="), line => Named(line, "-("), [], StandsAlone: true);
    private static readonly PromptKind Scala = new("scala", line => Literal(line, "scala> "), line => Literal(line, "     | "), []);
    private static readonly PromptKind Gdb = new("gdb", line => Literal(line, "(gdb) "), _ => 0, []);
    private static readonly PromptKind Redis = new("redis", Server, _ => 0, []);

    // A quotation begins so in a mail, and a line of code that goes on: only where the language is stated.
    private static readonly PromptKind R = new("r", line => Literal(line, "> "), line => Literal(line, "+ "), []);

    private static readonly PromptKind[] Unstated = [Shell, Python, IPython, Ruby, Elixir, MySql, MariaDb, Sqlite, Scala, Gdb, Redis, Postgres, Percent];

    private static readonly FrozenDictionary<string, PromptKind[]> Stated = new (string Names, PromptKind[] Kinds)[]
    {
        ("sh bash zsh ksh fish shell", [Shell, Percent]),
        ("console shell-session shellsession shell_session sh-session bash-session zsh-session terminal session", [Shell, Percent, PowerShell, Dos, MySql, MariaDb, Sqlite, Scala, Gdb, Redis]),
        ("python py python3 pycon pycon3 python-console python-repl doctest", [Python, IPython]),
        ("ipython ipython3 ipythonconsole ipython-console", [IPython, Python]),
        ("powershell ps1 pwsh posh ps ps1con pwsh-session", [PowerShell, Dos]),
        ("dos bat batch cmd doscon", [Dos]),
        ("ruby rb irb rbcon", [Ruby]),
        ("elixir iex", [Elixir]),
        ("mysql mariadb", [MySql, MariaDb]),
        ("sqlite sqlite3", [Sqlite]),
        ("sql", [MySql, MariaDb, Sqlite, Postgres]),
        ("scala", [Scala]),
        ("r rconsole rout", [R]),
        ("gdb", [Gdb]),
        ("redis redis-cli", [Redis]),
        ("psql postgres-console postgresql-console", [Postgres]),
    }.SelectMany(row => row.Names.Split(' '), (row, name) => KeyValuePair.Create(name, row.Kinds)).ToFrozenDictionary(StringComparer.Ordinal);

    // Names of sessions, whose lines are no program.
    private static readonly FrozenDictionary<string, string> Sessions = new (string Names, string Language)[]
    {
        ("console shell-session shellsession shell_session sh-session terminal session", "shell"),
        ("bash-session", "bash"),
        ("zsh-session", "zsh"),
        ("pycon pycon3 python-console python-repl doctest", "python"),
        ("ipython ipython3 ipythonconsole ipython-console", "python"),
        ("ps1con pwsh-session", "powershell"),
        ("doscon", "bat"),
        ("irb rbcon", "ruby"),
        ("iex", "elixir"),
        ("psql postgres-console postgresql-console sqlite3", "sql"),
        ("rconsole rout", "r"),
        ("gdb", "gdb"),
        ("redis redis-cli", "redis"),
    }.SelectMany(row => row.Names.Split(' '), (row, name) => KeyValuePair.Create(name, row.Language)).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Characters of the prompt at the start of a line, with the blank behind it.</summary>
    public delegate int Reader(ReadOnlySpan<char> line);

    /// <summary>The kinds that a block may have, by the language it states; none for one in which no line can be a prompt.</summary>
    public static ReadOnlySpan<PromptKind> In(string? stated) => string.IsNullOrEmpty(stated) ? Unstated : Stated.GetValueOrDefault(stated);

    /// <summary>The name is one of sessions, so that prompts may stand anywhere in the block.</summary>
    public static bool IsSession(string? stated) => stated is not null && Sessions.ContainsKey(stated);

    /// <summary>What the commands of a session are written in.</summary>
    public static string? LanguageOf(string? stated, PromptKind? kind) =>
        string.IsNullOrEmpty(stated) ? kind?.Language
        : !Sessions.TryGetValue(stated, out var language) ? stated
        : kind is null || kind.IsShell ? language : kind.Language;

    /// <summary>The command of a line goes on in the next, whatever that begins with.</summary>
    public bool GoesOn(ReadOnlySpan<char> line)
    {
        foreach (var end in Continuations)
        {
            if (line.TrimEnd('\r').EndsWith(end))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The text is nothing but a prompt.</summary>
    public static bool IsPrompt(ReadOnlySpan<char> text) =>
        text.Length <= LongestPath
        && text.Trim() is [.., var last] sign
        && !sign.Contains('\n')
        && (last is '$' or '#' or '>' or '%' or ':' or '\u276f' or '\u279c' or '\u00bb' or '\u203a' || sign.IndexOfAnyExcept('.') < 0 || (last == ')' && sign[0] == '('));

    /// <summary>Commands of a shell stand behind it.</summary>
    public bool IsShell => Language == Shell.Language;

    /// <summary>Statements stand behind it, which end with a semicolon.</summary>
    public bool IsSql => Language == Postgres.Language;

    /// <summary>Whose prompt it is, as far as its last sign says.</summary>
    public static PromptKind? Of(ReadOnlySpan<char> prompt) => prompt.Trim() switch
    {
        ">>>" => Python,
        ['I', 'n', ' ', '[', .., ']', ':'] => IPython,
        ['i', 'e', 'x', .., '>'] => Elixir,
        "mysql>" => MySql,
        ['M', 'a', 'r', 'i', 'a', 'D', 'B', .., '>'] => MariaDb,
        "sqlite>" => Sqlite,
        "scala>" => Scala,
        "(gdb)" => Gdb,
        [.., '>'] sign when Server(sign) == sign.Length => Redis,
        [.., '=', '>' or '#'] => Postgres,
        [.., '$' or '#' or '%'] => Shell,
        _ => null,
    };

    /// <summary>Characters of a prompt that is always the same; of its blank none where the line ends.</summary>
    public static int Literal(ReadOnlySpan<char> line, ReadOnlySpan<char> prompt) =>
        line.StartsWith(prompt) ? prompt.Length : line.SequenceEqual(prompt.TrimEnd()) ? line.Length : 0;

    // In [1]:
    private static int In(ReadOnlySpan<char> line)
    {
        const string begin = "In [";
        var digits = begin.Length;
        while (line.StartsWith(begin) && digits < line.Length && digits < LongestName && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        return digits > begin.Length && Literal(line[digits..], "]: ") is var length and > 0 ? digits + length : 0;
    }

    // C:\dir>
    private static int Path(ReadOnlySpan<char> line, ReadOnlySpan<char> path)
    {
        var end = path[..Math.Min(path.Length, LongestPath)].IndexOf('>');
        if (end < 0 || (end > 0 && (end < 3 || path[end - 1] == ' ' || path[1] != ':' || path[2] != '\\')))
        {
            return 0;
        }

        var length = line.Length - path.Length + end + 1;
        return length < line.Length && line[length] == ' ' ? length + 1 : length;
    }

    // irb(main):001:0>
    private static int Irb(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("irb("))
        {
            return 0;
        }

        var end = line[..Math.Min(line.Length, LongestName)].IndexOf(' ');
        return end > 0 && line[end - 1] is ('>' or '*') ? end + 1 : 0;
    }

    // iex> and iex(1)>
    private static int Counted(ReadOnlySpan<char> line, ReadOnlySpan<char> name)
    {
        if (!line.StartsWith(name))
        {
            return 0;
        }

        var rest = line[name.Length..];
        var count = rest.StartsWith("(") ? rest[..Math.Min(rest.Length, LongestName)].IndexOf(')') + 1 : 0;
        return Literal(rest[count..], "> ") is var length and > 0 ? name.Length + count + length : 0;
    }

    // MariaDB [(none)]>
    private static int Bracketed(ReadOnlySpan<char> line, ReadOnlySpan<char> begin)
    {
        var close = line.StartsWith(begin) ? line[..Math.Min(line.Length, LongestName)].IndexOf(']') : -1;
        return close > begin.Length && Literal(line[(close + 1)..], "> ") is var length and > 0 ? close + 1 + length : 0;
    }

    // redis> and 127.0.0.1:6379> and 127.0.0.1:6379[1]>
    private static int Server(ReadOnlySpan<char> line)
    {
        const string name = "redis";
        if (line.StartsWith(name) && Literal(line[name.Length..], "> ") is var alone and > 0)
        {
            return name.Length + alone;
        }

        var host = line.StartsWith("redis ") ? line[(name.Length + 1)..] : line;
        var end = host[..Math.Min(host.Length, LongestName)].IndexOf('>');
        if (end < 0)
        {
            return 0;
        }

        var server = host[..end];
        server = server is [.., '[', >= '0' and <= '9', ']'] ? server[..^"[0]".Length] : server;
        var colon = server.LastIndexOf(':');
        return colon > 0 && server[(colon + 1)..] is { Length: 4 or 5 } port && port.IndexOfAnyExceptInRange('0', '9') < 0
            && IsHost(server[..colon]) && Literal(host[end..], "> ") is var length and > 0
                ? line.Length - host.Length + end + length
                : 0;
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        foreach (var letter in host)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-'))
            {
                return false;
            }
        }

        return host.Equals("localhost", StringComparison.Ordinal) || host.Count('.') >= 1;
    }

    // mydb=> and mydb=#
    private static int Named(ReadOnlySpan<char> line, ReadOnlySpan<char> signs)
    {
        var name = 0;
        while (name < line.Length && name < LongestName && (char.IsAsciiLetterOrDigit(line[name]) || line[name] == '_'))
        {
            name++;
        }

        return name > 0 && name + 2 < line.Length && signs.Contains(line[name]) && line[name + 1] is ('>' or '#') && line[name + 2] == ' ' ? name + 3 : 0;
    }
}
