namespace Archon.Cluster.Tests.Recovery;

/// <summary>Classes that start whole clusters: one after the other, for each has the machine to itself.</summary>
[CollectionDefinition(Name)]
public sealed class CrawlProcesses
{
    public const string Name = "crawl processes";
}
