using Microsoft.Extensions.Options;

namespace Archon.Embeddings;

[OptionsValidator]
internal sealed partial class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>;

/// <summary>What settings say together.</summary>
internal sealed class EmbeddingServerValidator : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options)
    {
        if (!options.IsRemote())
        {
            return ValidateOptionsResult.Success;
        }

        if (!string.IsNullOrWhiteSpace(options.Endpoint)
            && !(Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)))
        {
            return ValidateOptionsResult.Fail($"{EmbeddingOptions.Section}:Endpoint is '{options.Endpoint}'; it must be an absolute http or https address, such as http://127.0.0.1:11434/v1.");
        }

        return options.VectorLength() is null
            ? ValidateOptionsResult.Fail($"{EmbeddingOptions.Section}:Dimensions is not set; the model {options.Model} does not tell the length of its vectors, so set it.")
            : ValidateOptionsResult.Success;
    }
}
