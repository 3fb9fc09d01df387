using System.Reflection;
using Archon.Silo.Hosting;

namespace Archon.Deploy.Tests;

/// <summary>Names of the environment that some part of the code reads.</summary>
internal static class Settings
{
    private static readonly Dictionary<string, Type> Sections =
        NodeSection.All.ToDictionary(section => section.Key["Archon:".Length..], section => section.Type, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Alone = ["ARCHON__DATA", "ARCHON_DEBUG", "NO_COLOR", "HOME"];

    /// <summary>True when something reads it.</summary>
    public static bool Has(string name) => Alone.Contains(name)
        || (name.Split("__") is ["ARCHON", var section, var member]
            && Sections.TryGetValue(section, out var type)
            && type.GetProperty(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not null);
}
