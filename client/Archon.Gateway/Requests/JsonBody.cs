using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Archon.Client;
using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Requests;

/// <summary>A request's JSON body, read so that every way it can be wrong gets a sentence that names the member.</summary>
internal static class JsonBody
{
    /// <summary>Largest body, in bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// The body, or the refusal: 1. 415 unless it says it is JSON; 2. 413 above <see cref="MaxBytes"/>; 3. 400 when it is not a JSON
    /// object; 4. 400 for a member that is unknown, missing, null or of the wrong type.
    /// </summary>
    public static Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class => ReadAsync<T>(request, MaxBytes, cancellationToken);

    /// <summary>As above, with another largest body.</summary>
    public static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(HttpRequest request, int most, CancellationToken cancellationToken)
        where T : class
    {
        // 1.
        if (!request.HasJsonContentType())
        {
            return (null, Problem.NotJson(request));
        }

        // 2.
        var bytes = await ReadBytesAsync(request, most, cancellationToken);
        if (bytes is null)
        {
            return (null, Problem.Of(
                StatusCodes.Status413PayloadTooLarge, "Body too large", $"The body is larger than {most:N0} bytes, the most that is taken."));
        }

        // 3.
        if (bytes.Length == 0)
        {
            return (null, Problem.Invalid(field: null, $"The body is empty. Send a JSON object with {Required<T>()}."));
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);

            // 4.
            var wrong = JsonMembers.FindWrong(document.RootElement, ArchonJson.Options.GetTypeInfo(typeof(T)));
            return wrong is not null
                ? (null, wrong)
                : (document.RootElement.Deserialize<T>(ArchonJson.Options), null);
        }
        catch (JsonException exception)
        {
            return (null, Problem.Invalid(field: null, $"The body is not well-formed JSON: {exception.Message}"));
        }
    }

    private static async Task<byte[]?> ReadBytesAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > most)
            {
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static string Required<T>()
    {
        var required = ArchonJson.Options.GetTypeInfo(typeof(T)).Properties
            .Where(member => member.IsRequired)
            .Select(member => $"\"{member.Name}\"")
            .ToImmutableArray();
        return required.IsEmpty ? "the members of the contract" : $"at least {string.Join(", ", required)}";
    }
}
