using System.Text;

namespace Archon.Domain.Tests.Chunking;

/// <summary>Writes pages from a seed: plausible ones, whose code is known, and garbage.</summary>
internal sealed class MarkdownGenerator(int seed)
{
    private static readonly string[] CodeLines =
    [
        "", "", "  ", "\tindented\tby tab", "#include <x>", "List<T> x = new();   ", "    four", "```", "`` ` ``", "~~~", "# not a heading",
        "| not | a table |", "> not a quote", "- not an item", "<div>&amp;</div>", "\\*", "日本語 😀", "\0nul", "trailing tab\t", "1. x",
    ];

    private static readonly string[] Scraps =
    [
        "# h\n", "## h2\n", "a. b! ", "word ", "\n", "\n\n", "- ", "> ", "1. ", "    ", "\t", "| a | b |\n", "|---|---|\n", "===\n", "---\n",
        "[a]: b\n", "<div>\n", "😀", "\ud83d", "\0", "\r", "\r\n", "*", "`", "日本語。", "[x](y)", "_", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "\u2028", "|",
    ];

    // Each may swallow the rest of the page.
    private static readonly string[] Openers = ["```\n", "~~~ x\n", "<!-- "];

    private readonly Random _random = new(seed);

    public (string Markdown, List<string> Codes) Page()
    {
        var page = new StringBuilder();
        var codes = new List<string>();
        for (var i = _random.Next(1, 12); i > 0; i--)
        {
            var margin = Pick("", "  ", "> ", "- ", "1. ", "  - ", "> - ");
            var rest = margin.Replace('-', ' ').Replace('1', ' ').Replace('.', ' ');
            switch (_random.Next(4))
            {
                case 0:
                    page.Append('#', _random.Next(1, 5)).Append(" Heading ").Append(i).Append("\n\n");
                    break;
                case 1:
                    page.Append(string.Concat(Enumerable.Repeat("Some words of prose. ", _random.Next(1, 40)))).Append("\n\n");
                    break;
                default:
                    var lines = Enumerable.Range(0, _random.Next(1, 30)).Select(_ => Pick(CodeLines)).ToArray();
                    lines[0] = "first";
                    codes.Add(string.Join('\n', lines));
                    page.Append(margin).Append("`````cs\n");
                    foreach (var line in lines)
                    {
                        page.Append(rest).Append(line).Append('\n');
                    }

                    // The comment keeps an item from running into the next one.
                    page.Append(rest).Append("`````\n\n<!-- -->\n\n");
                    break;
            }
        }

        return (page.ToString(), codes);
    }

    public string Garbage(int scraps, bool withOpeners = true)
    {
        var page = new StringBuilder();
        for (var i = 0; i < scraps; i++)
        {
            page.Append(withOpeners && _random.Next(20) == 0 ? Pick(Openers) : Pick(Scraps));
        }

        return page.ToString();
    }

    private string Pick(params string[] from) => from[_random.Next(from.Length)];
}
