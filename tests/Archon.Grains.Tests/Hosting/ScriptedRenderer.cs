using System.Collections.Concurrent;
using Archon.Ports.Fetching;

namespace Archon.Grains.Tests.Hosting;

/// <summary>A renderer without a browser, which does to each page what the test says.</summary>
internal sealed class ScriptedRenderer(Func<RenderRequest, Task<RenderResult>> script) : IPageRenderer
{
    /// <summary>What was asked for, in order.</summary>
    public ConcurrentQueue<RenderRequest> Asked { get; } = [];

    /// <summary>The paths of it.</summary>
    public IEnumerable<string> Paths => Asked.Select(request => request.Url.AbsolutePath);

    public Task<RenderResult> RenderAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        Asked.Enqueue(request);
        return script(request).WaitAsync(cancellationToken);
    }
}
