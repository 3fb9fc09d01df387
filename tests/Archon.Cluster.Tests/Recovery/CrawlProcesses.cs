namespace Archon.Cluster.Tests.Recovery;

/// <summary>
/// Crawls at full speed that hold what is done to the letter, and so have the machine to themselves. Whole clusters that mostly wait, for a silo to be declared
/// dead or a database to come back, run beside each other: half as many more than the machine has cores.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CrawlProcesses
{
    public const string Name = "crawl processes";
}
