using System.Reflection;
using Archon.Gateway;
using Archon.Silo.Hosting;
using Archon.Storage.Postgres;

namespace Archon.Deploy.Tests;

/// <summary>Names of the environment that some part of the code reads.</summary>
internal static class Settings
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ORLEANS"] = typeof(OrleansSettings),
        ["GATEWAY"] = typeof(GatewayOptions),
        ["POSTGRES"] = typeof(PostgresOptions),
    };

    private static readonly string[] Alone = ["ARCHON__DATA", "ARCHON_DEBUG", "NO_COLOR", "HOME"];

    /// <summary>True when something reads it.</summary>
    public static bool Has(string name) => Alone.Contains(name)
        || (name.Split("__") is ["ARCHON", var section, var member]
            && Sections.TryGetValue(section, out var type)
            && type.GetProperty(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not null);
}
