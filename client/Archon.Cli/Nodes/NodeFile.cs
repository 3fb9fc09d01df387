using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Archon.Silo;

namespace Archon.Cli.Nodes;

/// <summary>Who owns a data folder, for other processes: <c>node.json</c>. The url is there once the gateway listens.</summary>
internal sealed record NodeFile
{
    public const string FileName = "node.json";

    public required int Pid { get; init; }

    public Uri? Url { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What proves to the gateway that a command may read this folder (<see cref="Client.Http.OwnerToken"/>); never shown.</summary>
    public string? OwnerToken { get; init; }

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

    /// <summary>Writes it whole or not at all, readable by this user only.</summary>
    public void Write(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, FileName);
        var half = $"{path}.{Pid}.tmp";

        // What lies there would keep its mode: the mode is given when a file is made, never afterwards.
        File.Delete(half);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(half, options))
            {
                JsonSerializer.Serialize(file, this, JsonSerializerOptions.Web);
            }

            File.Move(half, path, overwrite: true);
        }
        catch (IOException exception) when (FullDisk.Explain(exception, $"the data folder {dataDirectory}") is { } sentence)
        {
            File.Delete(half);
            throw new CliException(sentence);
        }
    }

    public static void Delete(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, FileName));

    /// <summary>Without the secret: what is printed may end in a log.</summary>
    public override string ToString() => $"{FileName} of process {Pid}, {Url}";
}
