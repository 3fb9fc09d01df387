using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archon.Cli.Nodes;

/// <summary>Who owns a data folder, for other processes: <c>node.json</c>. The url is there once the gateway listens.</summary>
internal sealed record NodeFile
{
    public const string FileName = "node.json";

    public required int Pid { get; init; }

    public Uri? Url { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The owner's process is there; a file left behind by a killed one says so.</summary>
    [JsonIgnore]
    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(Pid);
                return !process.HasExited;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }

    /// <summary>What the folder says, or null when it says nothing that can be read.</summary>
    public static NodeFile? Read(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize<NodeFile>(File.ReadAllText(Path.Combine(dataDirectory, FileName)), JsonSerializerOptions.Web);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        var half = $"{path}.{Pid}.tmp";
        File.WriteAllText(half, JsonSerializer.Serialize(this, JsonSerializerOptions.Web));
        File.Move(half, path, overwrite: true);
    }

    public static void Delete(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, FileName));
}
