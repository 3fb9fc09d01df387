namespace Archon.Cli.Nodes;

/// <summary>How a command asks the process that owns a data folder to open its gateway: the file <c>node.knock</c>, which the owner takes away.</summary>
internal static class NodeKnock
{
    private const string FileName = "node.knock";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Asks; once or often is the same.</summary>
    public static void Knock(string dataDirectory)
    {
        try
        {
            File.WriteAllBytes(PathIn(dataDirectory), []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Who may not write there is told that the folder is in use.
        }
    }

    /// <summary>Completes when somebody knocks.</summary>
    public static async Task WaitAsync(string dataDirectory, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (!File.Exists(PathIn(dataDirectory)))
        {
            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    /// <summary>Takes the knock away.</summary>
    public static void Forget(string dataDirectory) => File.Delete(PathIn(dataDirectory));

    private static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, FileName);
}
