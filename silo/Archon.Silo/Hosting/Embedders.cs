using System.Runtime.CompilerServices;
using Archon.Embeddings;
using Archon.Embeddings.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>Which embedders a node can have.</summary>
internal static class Embedders
{
    /// <summary>As <see cref="EmbeddingServiceCollectionExtensions.AddArchonEmbeddings"/>, with models that run in this process.</summary>
    public static IServiceCollection AddEmbedders(this IServiceCollection services) => services.AddArchonEmbeddings(OpenModel);

    // Its own method, so that ONNX Runtime is not loaded where nobody asks for it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OnnxEmbedder OpenModel(OnnxOptions options)
    {
        try
        {
            return OnnxEmbedder.Open(options);
        }
        catch (ModelFolderException exception)
        {
            throw new OptionsValidationException(EmbeddingOptions.Section, typeof(EmbeddingOptions), [exception.Message]);
        }
    }
}
