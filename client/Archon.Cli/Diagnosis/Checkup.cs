using System.Runtime.CompilerServices;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Client;
using Archon.GrainInterfaces.Library;
using Archon.Silo;

namespace Archon.Cli.Diagnosis;

/// <summary>
/// Looks at what an embedded node needs, cheapest first: 1. the runtime, 2. the data folder, 3. the disk, 4. browser and models, 5. a node that
/// already runs, 6. the store. With a server, only whether it answers.
/// </summary>
internal sealed class Checkup(NodeTarget target, TimeProvider clock)
{
    private const long NeededBytes = 200L << 20;

    public async IAsyncEnumerable<Check> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return MachineChecks.Runtime();
        if (target.Server is not null)
        {
            yield return await StoreAsync("Server", "Look for a firewall or a proxy in between, too.", cancellationToken);
            yield break;
        }

        var folder = Folder();
        yield return folder;
        if (!folder.Passed)
        {
            yield break;
        }

        yield return Disk();
        yield return await MachineChecks.BrowserAsync(cancellationToken);
        await foreach (var check in ModelChecks.RunAsync(conflict: null, cancellationToken))
        {
            yield return check;
        }

        yield return RunningNode();
        yield return await StoreAsync(
            "Store", "Mend what the sentence names. When it is the store itself, restore the folder from a backup or name another one with --data DIR.", cancellationToken);
    }

    private Check Folder()
    {
        var probe = Path.Combine(target.DataDirectory, $".doctor-{Environment.ProcessId}");
        try
        {
            Directory.CreateDirectory(target.DataDirectory);
            File.WriteAllText(probe, "archon doctor");
            File.Delete(probe);
            return Check.Ok("Data folder", $"{target.DataDirectory} can be written");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FullDisk.Explain(exception) is not null
                ? Check.Fail("Data folder", $"{target.DataDirectory} cannot be written: its disk is full", "Make room on it, or name another folder with --data DIR.")
                : Check.Fail(
                    "Data folder",
                    $"{target.DataDirectory} cannot be written ({exception.Message.TrimEnd('.')})",
                    "Change its permissions, or name another folder with --data DIR.");
        }
    }

    private Check Disk()
    {
        try
        {
            var free = new DriveInfo(target.DataDirectory).AvailableFreeSpace;
            return free >= NeededBytes
                ? Check.Ok("Disk space", $"{Humanly.Bytes(free)} free")
                : Check.Fail("Disk space", $"{Humanly.Bytes(free)} free", $"Free some: a crawl wants {Humanly.Bytes(NeededBytes)} at least.");
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return Check.Ok("Disk space", "unknown: this file system does not say");
        }
    }

    private Check RunningNode()
    {
        using var ownership = NodeLock.TryAcquire(target.DataDirectory);
        return ownership is not null
            ? Check.Ok("Node", "none runs on this folder; commands start their own")
            : NodeFile.Read(target.DataDirectory) is { IsAlive: true } owner
                ? Check.Ok("Node", $"process {owner.Pid} runs on this folder{(owner.Url is null ? "" : $" and answers at {owner.Url}")}")
                : Check.Ok("Node", "another process holds this folder");
    }

    private async Task<Check> StoreAsync(string name, string remedy, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await NodeConnection.OpenAsync(target, new NodeNeeds(), clock, cancellationToken);
            var sources = await connection.Client.ListSourcesAsync(200, cursor: null, cancellationToken);
            var more = sources.NextCursor is null ? "" : "more than ";
            var own = sources.Items.Where(source => source.KeptModel is null).ToList();
            var (chunks, embedded) = (own.Sum(source => source.Chunks), own.Sum(source => source.ChunksEmbedded ?? source.Chunks));
            var vectors = chunks == embedded ? "" : $", {Humanly.Count(embedded)} of {Humanly.Count(chunks, "chunk", "chunks")} embedded with the model in use";
            var found = $"opens; {more}{Humanly.Count(sources.Items.Length, "source", "sources")} collected{vectors}{Refused(sources.Items)}{Summaries(sources.Items)}";
            return KeptModels.Clause(sources.Items) is { } kept ? Check.Warn(name, $"{found}, {kept}", KeptModels.Remedy) : Check.Ok(name, found);
        }
        catch (Exception exception) when (exception is CliException or NodeStartException or ArchonUnavailableException)
        {
            return Check.Fail(name, exception.Message.TrimEnd('.'), remedy);
        }
    }

    private static string Refused(IReadOnlyCollection<Source> sources) => RefusedPassages.Clause(sources) is { } clause ? $", {clause}" : "";

    private static string Summaries(IReadOnlyCollection<Source> sources)
    {
        var (examples, summarised) = (sources.Sum(source => source.CodeExamples), sources.Sum(source => source.ExamplesSummarised ?? source.CodeExamples));
        return examples == summarised ? "" : $", {Humanly.Count(summarised)} of {Humanly.Count(examples, "code example", "code examples")} summarised";
    }
}
