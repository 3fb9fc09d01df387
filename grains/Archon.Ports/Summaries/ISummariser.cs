using Archon.Domain.Chunking;
using Archon.Domain.Summaries;
using Archon.Ports.Embedding;

namespace Archon.Ports.Summaries;

/// <summary>Has a chat model write summaries; one that is optional.</summary>
public interface ISummariser
{
    /// <summary>Name of the model, stored with every summary; what another model wrote is written anew. Null: there is no model, and nothing may be asked.</summary>
    string? Model { get; }

    /// <summary>Requests under way at once that it is worth to have, 1 or more.</summary>
    int AtOnce { get; }

    /// <summary>Most tokens of a prompt.</summary>
    int MaxPromptTokens { get; }

    /// <summary>Counts the model's tokens; null when nobody knows them.</summary>
    ITokenCounter? Tokens { get; }

    /// <summary>What the model answers, as it came: it is not clean, nor short.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ModelUnavailableException">There is no answer now.</exception>
    /// <exception cref="TextRefusedException">There will be none for this prompt.</exception>
    Task<string> SummariseAsync(SummaryPrompt prompt, CancellationToken cancellationToken);

    /// <summary>Asks for something that is surely answered, to tell a prompt that fails from a model that does.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    /// <exception cref="ModelUnavailableException">There are no answers now.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);
}
