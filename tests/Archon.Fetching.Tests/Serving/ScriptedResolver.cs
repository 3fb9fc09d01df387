using System.Net;
using Archon.Fetching.Dialing;

namespace Archon.Fetching.Tests.Serving;

/// <summary>Gives one written answer after another; the last one stays.</summary>
internal sealed class ScriptedResolver(params string[] answers) : IAddressResolver
{
    private int asked;

    public int Asked => asked;

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var answer = answers[Math.Min(Interlocked.Increment(ref asked), answers.Length) - 1];
        return Task.FromResult<IReadOnlyList<IPAddress>>(
            [.. answer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)]);
    }
}
