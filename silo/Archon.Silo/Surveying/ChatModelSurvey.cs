using Archon.Embeddings.Summaries;
using Archon.Ports.Embedding;
using Archon.Ports.Summaries;
using Archon.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Surveying;

/// <summary>Tries the chat model that a node of this machine would have.</summary>
public static class ChatModelSurvey
{
    // Servers load a model when it is asked for first.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Has one sentence written about one line of code, as a node does before it blames a prompt; null when no chat model is set.</summary>
    public static async Task<ModelServerFacts?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(NodeConfiguration.Read()).AddArchonSummaries().BuildServiceProvider();
        SummaryOptions options;
        try
        {
            options = services.GetRequiredService<IOptions<SummaryOptions>>().Value;
        }
        catch (OptionsValidationException exception)
        {
            return new ModelServerFacts("", exception.Message.TrimEnd('.'), IsWrongSetting: true);
        }

        return options.IsOn() ? await TryAsync(services.GetRequiredService<ISummariser>(), options.Model!, cancellationToken) : null;
    }

    private static async Task<ModelServerFacts> TryAsync(ISummariser summariser, string model, CancellationToken cancellationToken)
    {
        try
        {
            return await PassingRefusals.AskAsync(() => AskAsync(summariser, model, cancellationToken), cancellationToken);
        }
        catch (ModelUnavailableException exception)
        {
            return new ModelServerFacts(model, exception.Message.TrimEnd('.'));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ModelServerFacts(model, $"{model} does not answer within {Patience.TotalSeconds:0} s", IsLate: true);
        }
    }

    private static async Task<ModelServerFacts> AskAsync(ISummariser summariser, string model, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await summariser.ProbeAsync(patience.Token);
        return new ModelServerFacts(model, Fault: null);
    }
}
