using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Archon.EndToEnd.Tests.Sites;

/// <summary>PostgreSQL 15's manual from Debian's <c>postgresql-doc-15</c>, which <c>./test</c> unpacks: 1,169 pages, all reachable from /index.html.</summary>
internal static partial class PostgresManual
{
    /// <summary>Pages reachable from the index; the package holds no other.</summary>
    public const int PageCount = 1169;

    /// <summary>Listings with a prompt in them, at most.</summary>
    public const int Sessions = 300;

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Loaded = new(() => ServedSite.Read(Folder()));

    /// <summary>Its files by path.</summary>
    public static IReadOnlyDictionary<string, byte[]> Pages => Loaded.Value;

    /// <summary>The text of every <c>pre</c>, by path; without the line break that HTML leaves out behind the tag, and without those at its end.</summary>
    public static IEnumerable<(string Path, string Code)> CodeBlocks() =>
        from page in Pages
        where page.Key.EndsWith(".html", StringComparison.Ordinal)
        from Match block in Block().Matches(Encoding.UTF8.GetString(page.Value))
        let text = WebUtility.HtmlDecode(Tag().Replace(block.Groups[1].Value, ""))
        select (page.Key, (text.StartsWith('\n') ? text[1..] : text).TrimEnd('\n'));

    /// <summary>Each line of the commands is the end of a line of the listing, in the listing's order, and one has lost a prompt.</summary>
    public static bool AreCommandsOf(string commands, string listing)
    {
        var lines = new Queue<string>(listing.Split('\n'));
        var hasPrompt = false;
        foreach (var command in commands.Split('\n').Where(command => command.Length > 0))
        {
            while (lines.TryPeek(out var line) && !line.EndsWith(command, StringComparison.Ordinal))
            {
                lines.Dequeue();
            }

            if (!lines.TryDequeue(out var said) || (said.Length > command.Length && !Prompt().IsMatch(said[..^command.Length])))
            {
                return false;
            }

            hasPrompt |= said.Length > command.Length;
        }

        return hasPrompt;
    }

    [GeneratedRegex("^\\s*\\S{0,30}[$#%>] ?$")]
    private static partial Regex Prompt();

    [GeneratedRegex("<pre\\b[^>]*>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Archon.sln")))
        {
            folder = folder.Parent;
        }

        var manual = Path.Combine(folder?.FullName ?? "", ".cache", "postgresql-doc-15", "usr", "share", "doc", "postgresql-doc-15", "html");
        return Directory.Exists(manual)
            ? manual
            : throw new DirectoryNotFoundException($"{manual} is missing; ./test downloads and unpacks it.");
    }
}
