namespace Archon.Fetching.Rendering;

/// <summary>What runs inside a page.</summary>
internal static class RenderScripts
{
    public static readonly string Watch = Read("watch.js");

    public static readonly string Settle = Read("settle.js");

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(RenderScripts).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
