using System.Buffers;
using System.Collections.Frozen;

namespace Archon.Domain.CodeExamples;

/// <summary>Whether what stands behind a prompt is a command of a shell, where nothing but the text says so.</summary>
internal static class ShellCommand
{
    // What is typed even behind a sign that begins comments elsewhere (TeX, Erlang, MATLAB).
    private static readonly FrozenSet<string> Unmistakable = FrozenSet.Create(
        StringComparer.Ordinal,
        "apt", "apt-get", "aws", "az", "bash", "brew", "bun", "bundle", "cargo", "cat", "cd", "chmod", "chsh", "clang", "cmake", "code", "composer", "conda", "cp", "curl", "defaults",
        "deno", "docker", "dotnet", "echo", "env", "export", "flutter", "gcc", "gcloud", "gem", "gh", "git", "go", "gradle", "grep", "helm", "java", "javac", "kubectl", "ln", "ls", "make",
        "man", "mkdir", "mv", "mvn", "node", "npm", "npx", "open", "perl", "php", "pip", "pip3", "pipx", "pnpm", "poetry", "pwd", "python", "python3", "rails", "rm", "ruby", "rustc", "rustup",
        "scp", "sh", "softwareupdate", "source", "ssh", "sudo", "swift", "tar", "terraform", "touch", "unzip", "uv", "wget", "which", "xcode-select", "xcodebuild", "xcrun", "yarn", "zsh");

    private static readonly FrozenSet<string> Others = FrozenSet.Create(
        StringComparer.Ordinal,
        "ab", "alias", "apk", "ant", "autoconf", "automake", "autoreconf", "awk", "base64", "basename", "bazel", "bc", "black", "bower", "bg", "buildah", "bzip2", "c++", "cc", "celery", "chgrp",
        "chown", "chroot", "clang++", "clear", "clusterdb", "cmp", "comm", "coverage", "cpan", "cpanm", "createdb", "createuser", "crontab", "ctest", "cut", "dart", "date", "deactivate", "df",
        "diff", "dig", "dirname", "django-admin", "dmesg", "dnf", "docker-compose", "dpkg", "dropdb", "dropuser", "du", "easy_install", "ecpg", "edit", "elixir", "emacs", "erl", "eslint", "exit",
        "expr", "fg", "ffmpeg", "file", "find", "firebase", "fish", "flake8", "flask", "gdb", "ghc", "gmake", "gpg", "gpg2", "groupadd", "groups", "grunt", "gulp", "gunicorn", "gunzip", "gzip",
        "head", "heroku", "history", "host", "hostname", "htop", "http", "hugo", "iex", "ifconfig", "initdb", "insmod", "install", "ionic", "ip", "iptables", "ipython", "irb", "isort", "jar",
        "javadoc", "jekyll", "jest", "jobs", "journalctl", "jq", "jshell", "julia", "jupyter", "kill", "killall", "ldconfig", "ldd", "lein", "less", "lerna", "locale", "lsof", "lsblk",
        "lua", "m4", "mail", "mailx", "maturin", "md5sum", "minikube", "mix", "mkdocs", "mkfs", "mktemp", "mongo", "mongod", "mongosh", "more", "mount", "mypy", "mysql", "mysqladmin", "mysqldump", "nano",
        "nc", "netstat", "next", "ng", "nginx", "ninja", "nix", "nl", "nm", "nohup", "nmap", "nslookup", "nuget", "nvm", "objdump", "ocaml", "od", "opam", "openssl", "pacman", "passwd",
        "paste", "patch", "pdm", "pg_ctl", "pgrep", "pgbench", "ping", "pipenv", "pkg", "pkg-config", "pkill", "podman", "postgres", "popd", "printenv", "printf", "ps", "psql", "pushd",
        "pulumi", "pyenv", "pylint", "pytest", "qmake", "rake", "rbenv", "read", "readlink", "realpath", "reboot", "redis-cli", "redis-server", "reindexdb", "rsync", "ruff", "rustdoc",
        "rustfmt", "rvm", "sbt", "scala", "screen", "sed", "seq", "service", "set", "sftp", "sha256sum", "shopt", "sleep", "snap", "sort", "split", "sqlite3", "ssh-add", "ssh-keygen", "stat",
        "strace", "strip", "stty", "su", "svn", "sysctl", "systemctl", "tac", "tail", "tee", "telnet", "time", "tmux", "top", "tox", "tr", "traceroute", "tree", "tsc", "tty", "ulimit",
        "umask", "umount", "unalias", "uname", "uniq", "unset", "uptime", "useradd", "usermod", "uvicorn", "uvx", "vacuumdb", "vagrant", "valgrind", "vercel", "vi", "vim", "virtualenv", "vite",
        "vue", "watch", "wc", "webpack", "whereis", "whoami", "xargs", "xxd", "xz", "yes", "yum", "zcat", "zip", "zypper");

    private static readonly string[] Families = ["ansible", "git-", "gitk", "pg_", "sphinx-"];

    private static readonly SearchValues<char> OfNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> OfPaths = SearchValues.Create("./");

    /// <summary>It is no statement of another language: "$ x = 1;", "$ (CC) -c" and "$ x + y $" are none.</summary>
    public static bool IsPossible(ReadOnlySpan<char> command)
    {
        var text = command.Trim();
        if (text.IsEmpty)
        {
            return true;
        }

        var word = WordOf(text);
        return (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '.' or '/' or '~' or '_' or '#')
            && text[^1] is not ('$' or ';' or '{')
            && !word.ContainsAny('(', ')', ',')
            && !text[word.Length..].TrimStart().StartsWith("=");
    }

    /// <summary>It begins with the name of a program that everybody knows, and with no word of a comment.</summary>
    public static bool IsUnmistakable(ReadOnlySpan<char> command) => Contains(Unmistakable, WordOf(command.Trim()));

    /// <summary>It begins with the name of a program or with a path to one, or what follows is only found in commands. Nothing and comments may be typed too.</summary>
    public static bool IsTyped(ReadOnlySpan<char> command)
    {
        var text = command.Trim();
        if (text.IsEmpty || text[0] == '#')
        {
            return true;
        }

        var word = WordOf(text);
        if (!char.IsAsciiLetter(word[0]) && word[0] is not ('.' or '/' or '~' or '_'))
        {
            return false;
        }

        return IsProgram(word) || IsPath(word) || IsAssignment(word, text[word.Length..]) || HasSyntax(text[word.Length..]);
    }

    private static bool IsProgram(ReadOnlySpan<char> word)
    {
        foreach (var family in Families)
        {
            if (word.StartsWith(family))
            {
                return true;
            }
        }

        // python3.11
        var name = word.TrimEnd("0123456789.-");
        return Contains(Unmistakable, word) || Contains(Others, word) || Contains(Unmistakable, name) || Contains(Others, name);
    }

    private static bool IsPath(ReadOnlySpan<char> word) => word.Length > 1 && (word.Contains('/') || word.EndsWith(".sh") || word.EndsWith(".py"));

    // NAME=value program
    private static bool IsAssignment(ReadOnlySpan<char> word, ReadOnlySpan<char> rest)
    {
        var sign = word.IndexOf('=');
        return sign > 0 && !rest.IsEmpty && !word[..sign].ContainsAnyExcept(OfNames);
    }

    // -x, --long, | less, > a.txt, && and $HOME; "x <- 3" and "x > 3" are none.
    private static bool HasSyntax(ReadOnlySpan<char> rest)
    {
        var isPiped = false;
        var isRedirected = false;
        foreach (var range in rest.Split(' '))
        {
            var part = rest[range];
            if (part.IsEmpty)
            {
                continue;
            }

            if ((isPiped && IsProgram(part)) || (isRedirected && part.ContainsAny(OfPaths)) || IsOption(part) || part is "&&" or "2>&1" || IsVariable(part))
            {
                return true;
            }

            isPiped = part is "|";
            isRedirected = part is "<" or ">" or ">>";
        }

        return false;
    }

    private static bool IsOption(ReadOnlySpan<char> part) =>
        part.Length > 1 && part[0] == '-' && (char.IsAsciiLetter(part[1]) || (part.Length > 2 && part[1] == '-' && char.IsAsciiLetter(part[2])));

    private static bool IsVariable(ReadOnlySpan<char> part) => part.TrimStart('"') is ['$', var first, _, ..] && (char.IsAsciiLetterUpper(first) || first is '{' or '(');

    private static ReadOnlySpan<char> WordOf(ReadOnlySpan<char> text) => text.IndexOf(' ') is var blank and >= 0 ? text[..blank] : text;

    private static bool Contains(FrozenSet<string> names, ReadOnlySpan<char> word) => names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
