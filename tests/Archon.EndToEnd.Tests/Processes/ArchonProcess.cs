using System.Diagnostics;
using System.Threading.Channels;

namespace Archon.EndToEnd.Tests.Processes;

/// <summary>The archon command as a process of its own. Killed when disposed.</summary>
internal sealed class ArchonProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _output = [];
    private readonly Task _readingOutput;
    private readonly Task<string> _readingErrors;

    private ArchonProcess(Process process)
    {
        _process = process;
        _readingOutput = ReadOutputAsync();
        _readingErrors = process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Starts <c>archon</c> with these arguments, exactly as a shell would.</summary>
    public static ArchonProcess Start(params string[] arguments) => StartBehind([], arguments);

    /// <summary>Starts it with more of an environment.</summary>
    public static ArchonProcess StartWith(IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start([], environment, arguments);

    /// <summary>Starts it by another command, which gets the whole command line after its own arguments.</summary>
    public static ArchonProcess StartBehind(string[] before, params string[] arguments) => Start(before, new Dictionary<string, string>(), arguments);

    private static ArchonProcess Start(string[] before, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        string[] line = [.. before, "dotnet", ArchonProgram.Path, .. arguments];
        var start = new ProcessStartInfo(line[0]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in line.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ArchonProcess(Process.Start(start)!);
    }

    /// <summary>Starts it and waits for its end.</summary>
    public static async Task<Ended> RunAsync(params string[] arguments)
    {
        await using var process = Start(arguments);
        return await process.WhenEndedAsync();
    }

    /// <summary>The next line of standard output; null at its end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _lines.Reader.WaitToReadAsync(patience.Token) && _lines.Reader.TryRead(out var line) ? line : null;
    }

    public async Task<Ended> WhenEndedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        await _readingOutput;
        return new Ended(_process.ExitCode, [.. _output], await _readingErrors);
    }

    /// <summary>Says this on its standard input.</summary>
    public void Write(string text) => _process.StandardInput.Write(text);

    /// <summary>Closes its standard input.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _output.Add(line);
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.Complete();
    }

    /// <summary>What an ended process left.</summary>
    internal sealed record Ended(int ExitCode, IReadOnlyList<string> Output, string Errors);
}
