using System.CommandLine;

namespace Archon.Cli.Nodes;

/// <summary>Where the embedded store lies when nobody says.</summary>
internal static class DataFolder
{
    public const string Variable = "ARCHON__DATA";

    /// <summary>The folder that was given, else <c>ARCHON__DATA</c>, else the platform's data folder; absolute.</summary>
    public static string Resolve(string? given)
    {
        var named = NotEmpty(given) ?? NotEmpty(Environment.GetEnvironmentVariable(Variable));
        return Path.GetFullPath(named ?? PlatformDefault());
    }

    /// <summary><c>ARCHON__DATA</c> names a folder.</summary>
    public static bool IsNamedByEnvironment => NotEmpty(Environment.GetEnvironmentVariable(Variable)) is not null;

    /// <summary>An empty name is a script's variable that was never set, and not the wish for another folder.</summary>
    public static void RefuseEmpty(Option<string?> option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && NotEmpty(token.Value) is null)
        {
            result.AddError($"{option.Name} is empty; name a folder, or leave {option.Name} out for {Resolve(null)}.");
        }
    });

    private static string PlatformDefault()
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "Archon");
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(home, "Library", "Application Support", "Archon");
        }

        // The XDG specification: a relative path in the variable is to be ignored.
        var xdg = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        return Path.Combine(Path.IsPathFullyQualified(xdg ?? "") ? xdg! : Path.Combine(home, ".local", "share"), "archon");
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
