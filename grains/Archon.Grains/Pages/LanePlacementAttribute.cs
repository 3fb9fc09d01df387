using Orleans.Placement;

namespace Archon.Grains.Pages;

/// <summary>Marks the grain whose activations are lanes of crawls; its key ends in /lane.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LanePlacementAttribute() : PlacementAttribute(new LanePlacement());
