using System.ComponentModel;
using System.Diagnostics;
using System.Net.WebSockets;
using Archon.Silo.Surveying;

namespace Archon.Cli.Diagnosis;

/// <summary>What a node needs of its machine, whatever its store: the runtime and a browser.</summary>
internal static class MachineChecks
{
    private const int NeededRuntime = 10;
    private static readonly TimeSpan BrowserPatience = TimeSpan.FromSeconds(10);

    public static Check Runtime()
    {
        var found = $".NET {Environment.Version}";
        return Environment.Version.Major >= NeededRuntime
            ? Check.Ok("Runtime", found)
            : Check.Fail("Runtime", found, $"Install .NET {NeededRuntime} from https://dot.net .");
    }

    public static async Task<Check> BrowserAsync(CancellationToken cancellationToken)
    {
        if (BrowserSurvey.Endpoint is { } endpoint)
        {
            return await FarBrowserAsync(endpoint, cancellationToken);
        }

        const string Remedy = BrowserSurvey.Remedy;
        if (BrowserSurvey.Find(out var sentence) is not { } browser)
        {
            return Check.Warn("Browser", $"{sentence.TrimEnd('.')}; pages that are written by JavaScript cannot be rendered", Remedy);
        }

        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(BrowserPatience);
            using var process = Process.Start(new ProcessStartInfo(browser, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            try
            {
                var version = await process.StandardOutput.ReadToEndAsync(patience.Token);
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode == 0
                    ? Check.Ok("Browser", $"{version.Trim()} ({browser})")
                    : Check.Warn("Browser", $"{browser} ends with exit code {process.ExitCode}", $"Run {browser} --version to see why. {Remedy}");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return Check.Warn("Browser", $"{browser} does not answer", $"Run {browser} --version to see why.");
            }
        }
        catch (Win32Exception exception)
        {
            return Check.Warn("Browser", $"{browser} cannot be started ({exception.Message})", Remedy);
        }
    }

    private static async Task<Check> FarBrowserAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(BrowserPatience);
        try
        {
            return Check.Ok("Browser", $"{await BrowserSurvey.AskAsync(endpoint, patience.Token)} at {endpoint}");
        }
        catch (Exception exception) when (exception is HttpRequestException or WebSocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Check.Warn(
                "Browser",
                $"{endpoint} cannot be used ({(exception is OperationCanceledException ? "it does not answer" : exception.Message.TrimEnd('.'))}); pages that are written by JavaScript cannot be rendered",
                "Start Chromium there with --remote-debugging-port, or correct Archon:Browser:Endpoint.");
        }
    }
}
