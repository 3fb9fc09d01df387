using System.Globalization;
using System.Text;

namespace Archon.Chaos.Processes;

/// <summary>Finds processes that nodes have started and that outlived them: a browser, for one. Told by an environment variable, which children inherit.</summary>
internal sealed class LeftProcesses
{
    private const string Variable = "ARCHON_CHAOS_CLUSTER";

    // As much of its name as the kernel keeps.
    private const string CrashHandler = "chrome_crashpad";

    private readonly string _mark = Guid.NewGuid().ToString("N");

    /// <summary>What every node is to be started with.</summary>
    public KeyValuePair<string, string> Environment => KeyValuePair.Create(Variable, _mark);

    /// <summary>Those that run and have no living node above them, in sentences. Empty where there is no <c>/proc</c>.</summary>
    public IReadOnlyList<string> Find(IReadOnlyCollection<int> nodes)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return [];
        }

        var mark = Encoding.ASCII.GetBytes($"{Variable}={_mark}");
        var processes = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0).ToDictionary(id => id, Parent);
        var ours = processes.Keys.Where(id => Read(id, "environ").AsSpan().IndexOf(mark) >= 0).Select(id => (Id: id, Name: Encoding.UTF8.GetString(Read(id, "comm")).Trim())).ToArray();

        // A browser's crash handlers leave its tree when they start, and end with it.
        var hasBrowser = ours.Any(process => process.Name == "chromium" && IsBelow(process.Id));
        return
        [
            .. ours.Where(process => !IsBelow(process.Id) && !(hasBrowser && process.Name == CrashHandler))
                .Select(process => $"process {process.Id} ({process.Name}) is left of a node that has ended"),
        ];

        bool IsBelow(int id)
        {
            for (; id > 1 && processes.TryGetValue(id, out var parent); id = parent)
            {
                if (nodes.Contains(id))
                {
                    return true;
                }
            }

            return false;
        }
    }

    // In stat, after the name in brackets: state, parent.
    private static int Parent(int id)
    {
        var stat = Encoding.UTF8.GetString(Read(id, "stat"));
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 && int.TryParse(fields[1], CultureInfo.InvariantCulture, out var parent) ? parent : 0;
    }

    // A process may end at any moment, and one of somebody else's says nothing.
    private static byte[] Read(int id, string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{id}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
