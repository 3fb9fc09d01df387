using Archon.Domain.Embedding;
using Archon.GrainInterfaces.Embedding;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Grains.Tests.Embedding;

/// <summary>Several silos, one budget.</summary>
public sealed class EmbeddingBudgetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheNodes_SpendOneBudget()
    {
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Silos = 2 });
        var budgets = Budgets(archon);
        var spend = new ModelSpend("m", 1, RequestsPerMinute: 60, TokensPerMinute: null);

        // Six go at once: a tenth of a minute's.
        for (var n = 0; n < 6; n++)
        {
            await budgets[n % 2].WaitAsync(spend, Cancel);
        }

        Assert.All(
            await Task.WhenAll(budgets.Select(_ => archon.Grains.GetGrain<IEmbeddingBudgetGrain>("m").TakeAsync(new EmbeddingRequest { Tokens = 1, RequestsPerMinute = 60 }))),
            wait => Assert.True(wait > TimeSpan.Zero));
        await budgets[0].WaitAsync(spend with { Model = "another" }, Cancel);
        await budgets[0].WaitAsync(spend, Cancel);
    }

    [Fact]
    public async Task WhatOneNodeLearns_HoldsForTheOther()
    {
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Silos = 2 });
        var budgets = Budgets(archon);
        var grain = archon.Grains.GetGrain<IEmbeddingBudgetGrain>("m");

        budgets[0].Learn("m", new RateLimits { SilentFor = TimeSpan.FromHours(1), Requests = new RateAllowance(10, 10, null), Tokens = new RateAllowance(100, 100, TimeSpan.Zero) });
        TimeSpan wait;
        do
        {
            // Said in passing, without an answer.
            wait = await grain.TakeAsync(new EmbeddingRequest { Tokens = 1 });
        }
        while (wait == TimeSpan.Zero);

        Assert.InRange(wait, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        using var stop = new CancellationTokenSource();
        var waiting = budgets[1].WaitAsync(new ModelSpend("m", 1, null, null), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static IModelBudget[] Budgets(ArchonCluster archon) =>
        [.. archon.Cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IModelBudget>())];
}
