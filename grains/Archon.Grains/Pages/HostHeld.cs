using Archon.Ports.Fetching;

namespace Archon.Grains.Pages;

/// <summary>Nothing was asked: the host has others to serve first, or is to be left alone.</summary>
/// <param name="For">How long at least; zero when that is not known.</param>
internal sealed record HostHeld(TimeSpan For) : FetchResult;
