using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Planning;
using Archon.Silo;

namespace Archon.Cli.Planning;

/// <summary>A node for one question: its store is a folder of its own that goes with it, so that no data folder is made or waited for.</summary>
internal static class PassingNode
{
    /// <exception cref="NodeStartException">It cannot start.</exception>
    public static async Task<CrawlPlan> PlanAsync(CrawlRequest request, PrivateAccess access, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("archon-plan-").FullName;
        try
        {
            await using var node = await ArchonNode.StartAsync(
                new NodeSettings
                {
                    DataDirectory = folder,
                    AllowPrivateNetworks = access == PrivateAccess.All,
                    ResumeCrawls = false,
                    Verbose = CliContext.IsDebugging,
                },
                cancellationToken);
            return await node.PlanCrawlAsync(request, access, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
