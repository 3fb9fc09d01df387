using System.Text.RegularExpressions;

namespace Archon.Domain.Tests.Vectors;

/// <summary>
/// Reads a file of cases: one a line, cells separated by <c> | </c>, <c>#</c> at the start for a remark. <c>\t \n \r \uXXXX</c>
/// and <c>\s</c> (a space at the edge of a cell) are read as in C#; a cell <c>-</c> is empty.
/// </summary>
internal static partial class Vector
{
    public static IEnumerable<TheoryDataRow<string, string>> Read2(string file) =>
        Read(file, 2).Select(cells => new TheoryDataRow<string, string>(cells[0], cells[1]));

    public static IEnumerable<TheoryDataRow<string, string, string>> Read3(string file) =>
        Read(file, 3).Select(cells => new TheoryDataRow<string, string, string>(cells[0], cells[1], cells[2]));

    public static IEnumerable<TheoryDataRow<string, string, string, string>> Read4(string file) =>
        Read(file, 4).Select(cells => new TheoryDataRow<string, string, string, string>(cells[0], cells[1], cells[2], cells[3]));

    private static IEnumerable<string[]> Read(string file, int cells)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", file);
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var row = line.Split(" | ").Select(cell => cell.Trim()).Select(cell => cell == "-" ? "" : cell).ToArray();
            yield return row.Length == cells
                ? row
                : throw new InvalidDataException($"{file}: '{line}' has {row.Length} cells, not {cells}.");
        }
    }

    public static string Unescape(string cell) => Escape().Replace(cell, match => match.Value switch
    {
        @"\t" => "\t",
        @"\n" => "\n",
        @"\r" => "\r",
        @"\s" => " ",
        var code => ((char)Convert.ToInt32(code[2..], 16)).ToString(),
    });

    [GeneratedRegex(@"\\(t|n|r|s|u[0-9A-Fa-f]{4})")]
    private static partial Regex Escape();
}
