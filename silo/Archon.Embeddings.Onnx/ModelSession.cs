using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Archon.Embeddings.Onnx;

/// <summary>A loaded model: tokens of texts in, one vector a text out. One call at a time.</summary>
internal sealed class ModelSession : IDisposable
{
    private const string Ids = "input_ids";
    private const string Mask = "attention_mask";
    private const string Types = "token_type_ids";

    // What exports call a vector a text. Everything else is a vector a token, and pooled here.
    private static readonly string[] OfText = ["sentence_embedding", "pooled_embeddings", "embeddings"];
    private static readonly string[] OfTokens = ["last_hidden_state", "token_embeddings"];

    private readonly InferenceSession _session;
    private readonly Pooling _pooling;
    private readonly string _output;
    private readonly string[] _inputs;

    private ModelSession(InferenceSession session, Pooling pooling, string output)
    {
        (_session, _pooling, _output) = (session, pooling, output);
        _inputs = [.. session.InputMetadata.Keys];
    }

    /// <exception cref="ModelFolderException">It is no model, or none of texts.</exception>
    public static ModelSession Open(ModelFolder folder, int threads)
    {
        InferenceSession session;
        try
        {
            using var settings = new SessionOptions
            {
                IntraOpNumThreads = threads,
                InterOpNumThreads = 1,
                ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,

                // Runs have a size each; what is planned for one fits no other.
                EnableMemoryPattern = false,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };

            // Threads that spin while there is nothing to do take the cores from those that read pages.
            settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            session = new InferenceSession(folder.ModelPath, settings);
        }
        catch (OnnxRuntimeException exception)
        {
            throw folder.Fault($"holds a {Path.GetFileName(folder.ModelPath)} that cannot be loaded: {ModelFolder.Sentence(exception)}", exception);
        }
        catch (Exception exception) when (exception is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            throw folder.Fault("cannot be used: ONNX Runtime has no library for this machine's system and processor", exception);
        }

        try
        {
            return new ModelSession(session, folder.Pooling, Check(session, folder));
        }
        catch (ModelFolderException)
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Vectors as the model gives them, of any length, in the order of the texts.</summary>
    /// <exception cref="ModelRunException">The model does not take them, or was told to stop.</exception>
    public float[][] Run(int[][] texts, int padding, CancellationToken cancellationToken)
    {
        var (rows, columns) = (texts.Length, texts.Max(tokens => tokens.Length));
        var ids = new long[rows * columns];
        var mask = new long[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var line = ids.AsSpan(row * columns, columns);
            for (var i = 0; i < columns; i++)
            {
                line[i] = i < texts[row].Length ? texts[row][i] : padding;
            }

            mask.AsSpan(row * columns, texts[row].Length).Fill(1);
        }

        long[] shape = [rows, columns];
        using var idsValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typesValue = OrtValue.CreateTensorValueFromMemory(new long[rows * columns], shape);
        OrtValue[] values = [.. _inputs.Select(name => name switch { Ids => idsValue, Mask => maskValue, _ => typesValue })];
        using var run = new RunOptions();
        using var stop = cancellationToken.Register(static state => ((RunOptions)state!).Terminate = true, run);
        using var outputs = Run(run, values);
        var found = outputs[0];
        var dimensions = found.GetTensorTypeAndShape().Shape;
        var data = found.GetTensorDataAsSpan<float>();
        if (dimensions is [var texted, var length] && texted == rows)
        {
            return Pooling.Rows(data, rows, (int)length);
        }

        return dimensions is [var first, var second, var width] && first == rows && second == columns
            ? _pooling.Apply(data, mask, rows, columns, (int)width)
            : throw new ModelRunException($"the output {_output} has the shape {string.Join("×", dimensions)} for {rows} texts of {columns} tokens");
    }

    public void Dispose() => _session.Dispose();

    private IDisposableReadOnlyCollection<OrtValue> Run(RunOptions run, OrtValue[] values)
    {
        try
        {
            return _session.Run(run, _inputs, values, [_output]);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelRunException(ModelFolder.Sentence(exception), exception);
        }
    }

    private static string Check(InferenceSession session, ModelFolder folder)
    {
        if (!session.InputMetadata.ContainsKey(Ids))
        {
            throw folder.Fault($"holds a model without the input {Ids}; it is no text model");
        }

        foreach (var (name, input) in session.InputMetadata)
        {
            if (name is not (Ids or Mask or Types) || input.ElementDataType != TensorElementType.Int64)
            {
                throw folder.Fault($"holds a model that wants the input {name} ({input.ElementDataType}); {Ids}, {Mask} and {Types} of 64-bit numbers are known");
            }
        }

        var outputs = session.OutputMetadata.Where(output => output.Value.ElementDataType == TensorElementType.Float).ToArray();
        return OfText.Concat(OfTokens).FirstOrDefault(name => outputs.Any(output => output.Key == name && output.Value.Dimensions.Length is 2 or 3))
            ?? outputs.FirstOrDefault(output => output.Value.Dimensions.Length == 3).Key
            ?? throw folder.Fault($"holds a model without an output of 32-bit numbers, one vector a token or a text; it has {string.Join(", ", session.OutputMetadata.Keys)}");
    }
}
