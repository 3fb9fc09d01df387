using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Archon.Silo.Hosting;

/// <summary>Settings that nothing reads: whoever misspelt one believes that it holds.</summary>
internal static class UnknownSettings
{
    // The command line's own: the folder of the embedded store, and the gateway to speak to.
    private const string Data = "Archon:Data";
    private const string Server = "Archon:Server";

    private static readonly ImmutableArray<(string Key, bool IsList)> Known =
        [.. NodeSection.All.SelectMany(section => Members(section.Key, section.Type)), (Data, false), (Server, false)];

    /// <summary>A sentence for each, with the setting that is written most like it. Values are not shown: one may be a password.</summary>
    public static IEnumerable<string> Find(IConfigurationSection archon) =>
        Leaves(archon).Where(key => !IsKnown(key)).Order(StringComparer.OrdinalIgnoreCase).Select(Explain);

    private static string Explain(string key)
    {
        var nearest = Known.MinBy(known => Distance(known.Key.ToUpperInvariant(), key.ToUpperInvariant())).Key;
        var section = NodeSection.All.FirstOrDefault(one => key.StartsWith($"{one.Key}:", StringComparison.OrdinalIgnoreCase))?.Key ?? "";
        return $"{section}{key[section.Length..]} is no setting; the nearest is {nearest}. In the environment it is {SettingFaults.Variable(nearest)}.";
    }

    private static IEnumerable<string> Leaves(IConfigurationSection section) => section.GetChildren()
        .SelectMany(child => child.Value is null ? Leaves(child) : Leaves(child).Append(child.Path));

    private static bool IsKnown(string key) => Known.Any(known =>
        known.Key.Equals(key, StringComparison.OrdinalIgnoreCase)
        || (known.IsList && ConfigurationPath.GetParentPath(key) is { } parent && parent.Equals(known.Key, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(ConfigurationPath.GetSectionKey(key), out _)));

    private static IEnumerable<(string Key, bool IsList)> Members(string section, Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(member => member.PropertyType is { IsClass: true, Namespace: { } space } nested && space.StartsWith("Archon.", StringComparison.Ordinal)
            ? Members($"{section}:{member.Name}", nested)
            : [($"{section}:{member.Name}", member.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)))]);

    // Levenshtein's: letters to put in, take out or change.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
