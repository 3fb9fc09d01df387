namespace Archon.Fetching.Rendering;

/// <summary>Where this machine's Chromium is.</summary>
public static class BrowserFinder
{
    /// <summary>What to do when there is none.</summary>
    public const string Remedy = "Install Chromium (Debian: apt-get install chromium), or set Archon:Browser:Path to a browser made of it.";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

    private static readonly string[] MacPlaces =
    [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    private static readonly Environment.SpecialFolder[] WindowsFolders =
        [Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData];

    private static readonly string[] WindowsPlaces = ["Chromium/Application/chrome.exe", "Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];
    private static readonly string[] UnixFolders = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"];

    /// <summary>The program to start; null when it is not where it should be, and a sentence says so.</summary>
    /// <param name="configured">The path that was set, if any: it is then the only one that counts.</param>
    /// <param name="sentence">Why there is none; empty when there is one.</param>
    public static string? Find(string? configured, out string sentence)
    {
        var found = string.IsNullOrWhiteSpace(configured) ? CommonPlaces().FirstOrDefault(File.Exists) : File.Exists(configured) ? configured : null;
        sentence = found is not null
            ? ""
            : string.IsNullOrWhiteSpace(configured)
                ? "There is no Chromium on the PATH or in the usual places."
                : $"There is no browser at {configured} (Archon:Browser:Path).";
        return found;
    }

    private static IEnumerable<string> CommonPlaces()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + suffix))).Concat(UsualPlaces());
    }

    private static IEnumerable<string> UsualPlaces()
    {
        if (OperatingSystem.IsMacOS())
        {
            return MacPlaces;
        }

        return OperatingSystem.IsWindows()
            ? WindowsFolders.SelectMany(folder => WindowsPlaces.Select(program => Path.Combine(Environment.GetFolderPath(folder), program)))
            : UnixFolders.SelectMany(folder => Names.Select(name => Path.Combine(folder, name)));
    }
}
