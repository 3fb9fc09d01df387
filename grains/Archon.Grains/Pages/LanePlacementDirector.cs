using System.Globalization;
using Orleans.Runtime.Placement;

namespace Archon.Grains.Pages;

/// <summary>
/// Places the lanes of a crawl on the silos in turn: of n lanes on s silos each has n / s, or one more. Chance would give one silo of
/// three half of 16 lanes now and then, and each silo has its own cores and connections. Every crawl begins at another silo.
/// </summary>
internal sealed class LanePlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = [.. context.GetCompatibleSilos(target).Order()];
        return Task.FromResult(silos[Choose(target.GrainIdentity.Key.ToString()!, silos.Length)]);
    }

    /// <summary>Which of so many silos a lane goes to.</summary>
    /// <param name="key">The lane's key, <c>crawl/lane</c>.</param>
    /// <param name="silos">At least one.</param>
    public static int Choose(string key, int silos)
    {
        var slash = key.LastIndexOf('/');
        var lane = int.Parse(key.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        var first = 0u;
        foreach (var letter in key.AsSpan(0, slash))
        {
            first = (first * 31) + letter;
        }

        return (int)((first + (uint)lane) % (uint)silos);
    }
}
