using System.Text;
using System.Text.RegularExpressions;

namespace Archon.Cli.Adding;

/// <summary>A pattern of files for shells that leave patterns to the command: <c>*</c> and <c>?</c> within a name, <c>[abc]</c>, <c>**</c> for any number of folders.</summary>
/// <param name="Root">The folder that the pattern begins in: an absolute path.</param>
/// <param name="Pattern">What paths below it look like, with slashes.</param>
internal sealed record FileGlob(string Root, Regex Pattern)
{
    private static readonly char[] Wild = ['*', '?', '['];

    // A pattern of a person: what takes longer is no honest one.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Null when the text is no pattern.</summary>
    public static FileGlob? Parse(string text)
    {
        var slashes = Path.DirectorySeparatorChar == '/' ? text : text.Replace(Path.DirectorySeparatorChar, '/');
        var wild = slashes.IndexOfAny(Wild);
        if (wild < 0)
        {
            return null;
        }

        var folder = slashes.LastIndexOf('/', wild);
        var root = Path.GetFullPath(folder < 0 ? "." : slashes[..(folder + 1)]);
        var options = OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.CultureInvariant;
        return new FileGlob(root, new Regex($"^{Translate(slashes[(folder + 1)..])}$", options | RegexOptions.NonBacktracking, Patience));
    }

    private static string Translate(string glob)
    {
        var regex = new StringBuilder();
        for (var i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*' when glob.AsSpan(i).StartsWith("**/"):
                    regex.Append("(?:.*/)?");
                    i += 2;
                    break;
                case '*' when glob.AsSpan(i).StartsWith("**"):
                    regex.Append(".*");
                    i++;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '[' when i + 2 < glob.Length && glob.IndexOf(']', i + 2) is > 0 and var end:
                    var set = glob[(i + 1)..end];
                    var isNot = set[0] is '!' or '^';
                    regex.Append('[').Append(isNot ? "^/" : "").Append(Regex.Escape(isNot ? set[1..] : set).Replace("]", "\\]", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                default:
                    regex.Append(Regex.Escape(glob[i].ToString()));
                    break;
            }
        }

        return regex.ToString();
    }
}
