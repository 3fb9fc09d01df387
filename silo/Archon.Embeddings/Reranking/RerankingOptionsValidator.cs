using Microsoft.Extensions.Options;

namespace Archon.Embeddings.Reranking;

[OptionsValidator]
internal sealed partial class RerankingOptionsValidator : IValidateOptions<RerankingOptions>;

/// <summary>What a range cannot say.</summary>
internal sealed class RerankingServerValidator : IValidateOptions<RerankingOptions>
{
    public ValidateOptionsResult Validate(string? name, RerankingOptions options) =>
        string.IsNullOrWhiteSpace(options.Endpoint)
        || (Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{RerankingOptions.Section}:Endpoint is '{options.Endpoint}'; it must be an absolute http or https address, such as http://127.0.0.1:8080/v1.");
}
