using System.Globalization;

namespace Archon.Agents;

/// <summary>Numbers with their words: "1 page", "2 pages".</summary>
internal static class Counted
{
    public static string Of(long count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    public static string Pages(long count) => Of(count, "page", "pages");

    public static string CodeExamples(long count) => Of(count, "code example", "code examples");
}
