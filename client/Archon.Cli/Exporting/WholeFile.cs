namespace Archon.Cli.Exporting;

/// <summary>A file that is whole or not there: it gets its name when it is complete, and what is disposed of before leaves nothing.</summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _root;
    private readonly string _half;
    private StreamWriter? _writer;

    /// <summary>Begins the file in a folder, which is created when missing.</summary>
    public WholeFile(string directory, string name)
    {
        _root = ExportFolder.Make(directory);
        Place = Path.Combine(_root, name);
        _half = Path.Combine(_root, $".archon-export-{Environment.ProcessId}.tmp");
        ExportFolder.Write(_root, () => _writer = new StreamWriter(_half) { NewLine = "\n" });
    }

    /// <summary>Where it will be, absolute.</summary>
    public string Place { get; }

    public void WriteLine(string line) => ExportFolder.Write(_root, () => (_writer ?? throw new ObjectDisposedException(nameof(WholeFile))).WriteLine(line));

    public void Complete() => ExportFolder.Write(_root, () =>
    {
        _writer?.Dispose();
        _writer = null;
        File.Move(_half, Place, overwrite: true);
    });

    public void Dispose()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (IOException)
        {
            // It has no room for what it still held, and nobody wants that.
        }

        File.Delete(_half);
    }
}
