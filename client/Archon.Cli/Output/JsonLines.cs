using System.Text.Json;
using Archon.Client;

namespace Archon.Cli.Output;

/// <summary>One JSON document a line.</summary>
internal static class JsonLines
{
    public static void Json<T>(this TerminalStream stream, T value)
    {
        stream.Writer.WriteLine(JsonSerializer.Serialize(value, ArchonJson.Options));
        stream.Writer.Flush();
    }
}
