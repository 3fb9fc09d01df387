using System.Text;
using System.Text.Json;
using Archon.Ports.Fetching;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>
/// Hands a tab the document that was fetched already, and refuses it every other one: frames, and the places where a script wants to go.
/// So the server is asked for a page once, and the page that is read is the page that was asked for.
/// </summary>
internal sealed class TabDocument
{
    private readonly ICDPSession _session;
    private RenderRequest? _expected;
    private Uri? _shown;
    private string? _frame;
    private TaskCompletionSource<Uri?> _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TabDocument(ICDPSession session) => _session = session;

    public static async Task<TabDocument> AttachAsync(ICDPSession session)
    {
        var document = new TabDocument(session);
        session.Event("Fetch.requestPaused").OnEvent += (_, paused) => _ = document.DecideAsync(paused!.Value);
        object[] patterns = [new Dictionary<string, object> { ["urlPattern"] = "*", ["resourceType"] = "Document" }];
        await session.SendAsync("Fetch.enable", new Dictionary<string, object> { ["patterns"] = patterns });
        return document;
    }

    /// <summary>The next document asked for is this one.</summary>
    /// <returns>Completes when a script of the page tries to go elsewhere, with the place; null when that is the page itself, or none of ours.</returns>
    public Task<Uri?> Expect(RenderRequest request)
    {
        _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _frame = null;
        _expected = request;
        _shown = request.Url;
        return _leaving.Task;
    }

    private async Task DecideAsync(JsonElement paused)
    {
        try
        {
            var id = paused.GetProperty("requestId").GetString()!;
            var frame = paused.GetProperty("frameId").GetString();
            if (_expected is { } document)
            {
                _expected = null;
                _frame = frame;
                await FulfilAsync(id, document.Html);
                return;
            }

            if (frame == _frame)
            {
                Note(paused.GetProperty("request").GetProperty("url").GetString()!);
            }

            // Aborted, and not failed: the page that is there stays.
            await _session.SendAsync("Fetch.failRequest", new Dictionary<string, object> { ["requestId"] = id, ["errorReason"] = "Aborted" });
        }
        catch (PlaywrightException)
        {
            // The tab was closed meanwhile.
        }
    }

    // The same address, whatever its fragment, is a page that loads itself again.
    private void Note(string target)
    {
        var isPlace = Uri.TryCreate(target, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url != _shown;
        _leaving.TrySetResult(isPlace ? url : null);
    }

    private async Task FulfilAsync(string id, string html) => await _session.SendAsync("Fetch.fulfillRequest", new Dictionary<string, object>
    {
        ["requestId"] = id,
        ["responseCode"] = 200,
        ["responseHeaders"] = new object[] { new Dictionary<string, object> { ["name"] = "Content-Type", ["value"] = "text/html; charset=utf-8" } },
        ["body"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(html)),
    }).ConfigureAwait(false);
}
