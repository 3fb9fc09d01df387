namespace Archon.Grains.Pages;

/// <summary>The lanes of a crawl go to the silos in turn, see <see cref="LanePlacementDirector"/>.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking, Alias("archon.lane-placement")]
internal sealed class LanePlacement : PlacementStrategy;
