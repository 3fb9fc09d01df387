using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>What the processes of one browser hold in memory.</summary>
internal sealed class BrowserMemory(ICDPSession browser)
{
    /// <summary>
    /// Bytes that belong to the browser's processes alone, as far as the system tells them apart from what they share (Linux); elsewhere all
    /// that is resident. A process that has just ended counts nothing.
    /// </summary>
    /// <exception cref="PlaywrightException">The browser is gone.</exception>
    public async Task<long> MeasureAsync() => (await ReadAsync()).Sum(static process => process.Bytes);

    /// <summary>What each of them holds, by the same measure.</summary>
    /// <exception cref="PlaywrightException">The browser is gone.</exception>
    public async Task<IReadOnlyList<BrowserProcess>> ReadAsync()
    {
        var answer = await browser.SendAsync("SystemInfo.getProcessInfo");
        return answer is null
            ? []
            : [
                .. from process in answer.Value.GetProperty("processInfo").EnumerateArray()
                   let id = process.GetProperty("id").GetInt32()
                   select new BrowserProcess(id, process.GetProperty("type").GetString() == "renderer", Of(id)),
            ];
    }

    private static long Of(int processId)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Pages: size, resident, shared. See proc_pid_statm(5).
                var pages = File.ReadAllText($"/proc/{processId}/statm").Split(' ');
                return (Pages(pages[1]) - Pages(pages[2])) * Environment.SystemPageSize;
            }

            using var process = Process.GetProcessById(processId);
            return process.WorkingSet64;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException or Win32Exception or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static long Pages(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
