using System.Globalization;
using Archon.Gateway.Problems;
using Microsoft.AspNetCore.Http;

namespace Archon.Gateway.Documents;

/// <summary>Reads within a limit.</summary>
internal static class UploadBody
{
    public static IResult TooLarge(int most) => Problem.Of(
        StatusCodes.Status413PayloadTooLarge,
        "Body too large",
        string.Create(CultureInfo.InvariantCulture, $"The body is larger than {most:N0} bytes, the most that is taken at once ({GatewayOptions.Section}:{nameof(GatewayOptions.MaxUploadBytes)}). Hand the documents in by several requests, with more=true."));

    /// <summary>All that the stream has; null when that is more than <paramref name="most"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, long most, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = await stream.ReadAsync(buffer, cancellationToken); read > 0; read = await stream.ReadAsync(buffer, cancellationToken))
        {
            if (bytes.Length + read > most)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }
}
