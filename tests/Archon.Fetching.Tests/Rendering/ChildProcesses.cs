using System.Diagnostics;

namespace Archon.Fetching.Tests.Rendering;

/// <summary>The browsers that descend from this process.</summary>
internal static class ChildProcesses
{
    public static IReadOnlyList<Process> Browsers()
    {
        var parents = Process.GetProcesses().Select(process => (Process: process, Parent: ParentOf(process.Id))).ToList();
        List<Process> found = [];
        var generation = new HashSet<int> { Environment.ProcessId };
        while (generation.Count > 0)
        {
            var children = parents.Where(one => generation.Contains(one.Parent)).Select(one => one.Process).ToList();
            found.AddRange(children.Where(child => child.ProcessName.Contains("chrom", StringComparison.OrdinalIgnoreCase)));
            generation = [.. children.Select(child => child.Id)];
        }

        return found;
    }

    private static int ParentOf(int id)
    {
        try
        {
            // After the name in brackets: state, parent.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
