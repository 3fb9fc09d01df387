using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Archon.Domain.Access;
using Archon.Ports.Fetching;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>
/// Hands a tab the document that was fetched already, and refuses it every other one: frames, and the places where a script wants to go.
/// So the server is asked for a page once, and the page that is read is the page that was asked for. What the page asks its own origin for goes out with
/// the headers that the origin wants to see.
/// </summary>
internal sealed class TabDocument
{
    private const string Document = "Document";

    private readonly ICDPSession _session;
    private readonly TabKind _kind;
    private RenderRequest? _expected;
    private Uri? _shown;
    private string? _frame;
    private bool _isFrozen;
    private ImmutableArray<RequestHeader> _headers = [];
    private TaskCompletionSource<Uri?> _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TabDocument(ICDPSession session, TabKind kind)
    {
        _session = session;
        _kind = kind;
    }

    public static async Task<TabDocument> AttachAsync(ICDPSession session, TabKind kind)
    {
        var document = new TabDocument(session, kind);
        session.Event("Fetch.requestPaused").OnEvent += (_, paused) => _ = document.DecideAsync(paused!.Value);
        List<object> patterns = [new Dictionary<string, object> { ["urlPattern"] = "*", ["resourceType"] = Document }];
        if (kind.Access.Length > 0)
        {
            patterns.Add(new Dictionary<string, object> { ["urlPattern"] = $"{kind.Origin}/*" });
        }

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

    /// <summary>The document handed in last has this address, whatever the fragment.</summary>
    public bool IsShownAt(Uri url) => _shown?.GetLeftPart(UriPartial.Query) == url.GetLeftPart(UriPartial.Query);

    /// <summary>No script of the page that is shown runs any more, until the next document comes.</summary>
    /// <exception cref="PlaywrightException">The browser did not play along.</exception>
    public async Task FreezeAsync()
    {
        await RunScriptsAsync(false);
        _isFrozen = true;
    }

    private async Task DecideAsync(JsonElement paused)
    {
        try
        {
            var id = paused.GetProperty("requestId").GetString()!;
            if (paused.GetProperty("resourceType").GetString() != Document)
            {
                await TellAsync(id, paused.GetProperty("request"));
                return;
            }

            var frame = paused.GetProperty("frameId").GetString();
            if (_expected is { } document)
            {
                _expected = null;
                _headers = document.Headers;
                _frame = frame;
                if (_isFrozen)
                {
                    // Only now: in the few milliseconds until the document is there, the page before it could run again.
                    _isFrozen = false;
                    await RunScriptsAsync(true);
                }

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

    // Headers that are put in here do not go along when the answer is a redirect (CDP, Fetch.continueRequest): its target is asked for anew, and comes by
    // here again only when it is of the same origin.
    private async Task TellAsync(string id, JsonElement request)
    {
        var answer = new Dictionary<string, object> { ["requestId"] = id };
        if (Uri.TryCreate(request.GetProperty("url").GetString(), UriKind.Absolute, out var url) && url.GetLeftPart(UriPartial.Authority) == _kind.Origin)
        {
            var own = request.GetProperty("headers").EnumerateObject().Where(header => !_headers.Any(told => told.Name.Equals(header.Name, StringComparison.OrdinalIgnoreCase)));
            answer["headers"] = own.Select(header => Header(header.Name, header.Value.GetString()!)).Concat(_headers.Select(told => Header(told.Name, told.Value))).ToArray();
        }

        await _session.SendAsync("Fetch.continueRequest", answer);
    }

    private static Dictionary<string, object> Header(string name, string value) => new() { ["name"] = name, ["value"] = value };

    // The same address, whatever its fragment, is a page that loads itself again.
    private void Note(string target)
    {
        var isPlace = Uri.TryCreate(target, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url != _shown;
        _leaving.TrySetResult(isPlace ? url : null);
    }

    private async Task RunScriptsAsync(bool may) =>
        await _session.SendAsync("Emulation.setScriptExecutionDisabled", new Dictionary<string, object> { ["value"] = !may }).ConfigureAwait(false);

    private async Task FulfilAsync(string id, string html) => await _session.SendAsync("Fetch.fulfillRequest", new Dictionary<string, object>
    {
        ["requestId"] = id,
        ["responseCode"] = 200,
        ["responseHeaders"] = new[] { Header("Content-Type", "text/html; charset=utf-8") },
        ["body"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(html)),
    }).ConfigureAwait(false);
}
