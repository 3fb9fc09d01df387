using Archon.Domain.Chunking;
using Archon.Domain.Summaries;

namespace Archon.Ports.Summaries;

/// <summary>There is no chat model, and nothing may be asked.</summary>
public sealed class NoSummariser : ISummariser
{
    /// <inheritdoc/>
    public string? Model => null;

    /// <inheritdoc/>
    public int AtOnce => 1;

    /// <inheritdoc/>
    public int MaxPromptTokens => 0;

    /// <inheritdoc/>
    public ITokenCounter? Tokens => null;

    /// <inheritdoc/>
    public Task<string> SummariseAsync(SummaryPrompt prompt, CancellationToken cancellationToken) => throw NoModel();

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => throw NoModel();

    private static InvalidOperationException NoModel() => new("There is no chat model (Archon:Summaries:Model); nothing may be asked.");
}
