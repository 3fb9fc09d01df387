using Microsoft.Extensions.Options;

namespace Archon.Embeddings;

[OptionsValidator]
internal sealed partial class EmbeddingOptionsValidator : IValidateOptions<EmbeddingOptions>;

/// <summary>What settings say together.</summary>
internal sealed class EmbeddingServerValidator : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options)
    {
        if (options.IsOnnx())
        {
            return options switch
            {
                { Onnx.MaxTokens: > 0 and < 8 } => ValidateOptionsResult.Fail($"{EmbeddingOptions.Section}:Onnx:MaxTokens is {options.Onnx.MaxTokens}; it must be 8 to 32,768, or 0 for as many as the model's files say."),
                { Endpoint: { } endpoint } when !string.IsNullOrWhiteSpace(endpoint) =>
                    ValidateOptionsResult.Fail($"{EmbeddingOptions.Section}:Endpoint and {EmbeddingOptions.Section}:Onnx:Path are both set; a node has one embedder, so leave one of them out."),
                _ => ValidateOptionsResult.Success,
            };
        }

        if (!options.IsRemote())
        {
            return ValidateOptionsResult.Success;
        }

        if (OpenAiServer.Fault(EmbeddingOptions.Section, options.Endpoint) is { } fault)
        {
            return fault;
        }

        return options.VectorLength() is null
            ? ValidateOptionsResult.Fail($"{EmbeddingOptions.Section}:Dimensions is not set; the model {options.Model} does not tell the length of its vectors, so set it.")
            : ValidateOptionsResult.Success;
    }
}
