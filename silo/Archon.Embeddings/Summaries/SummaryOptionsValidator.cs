using Microsoft.Extensions.Options;

namespace Archon.Embeddings.Summaries;

[OptionsValidator]
internal sealed partial class SummaryOptionsValidator : IValidateOptions<SummaryOptions>;

/// <summary>What settings say together.</summary>
internal sealed class SummaryServerValidator : IValidateOptions<SummaryOptions>
{
    public ValidateOptionsResult Validate(string? name, SummaryOptions options) =>
        OpenAiServer.Fault(SummaryOptions.Section, options.Endpoint)
        ?? (options switch
        {
            { Endpoint: { } endpoint } when !options.IsOn() && !string.IsNullOrWhiteSpace(endpoint) =>
                ValidateOptionsResult.Fail($"{SummaryOptions.Section}:Endpoint is set and {SummaryOptions.Section}:Model is not; name the chat model that the server shall be asked for, or leave the endpoint out."),
            _ when options.IsOn() && string.IsNullOrWhiteSpace(options.Endpoint) && string.IsNullOrWhiteSpace(options.ApiKey) =>
                ValidateOptionsResult.Fail($"{SummaryOptions.Section}:Model is {options.Model}, and there is neither {SummaryOptions.Section}:Endpoint nor a key for OpenAI's own server ({SummaryOptions.Section}:ApiKey, or {EmbeddingOptions.KeyVariable}); set one of them."),
            _ => ValidateOptionsResult.Success,
        });
}
