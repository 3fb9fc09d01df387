namespace Archon.Chaos.Sites;

/// <summary>One request as its server saw it.</summary>
/// <param name="Path">What was asked for.</param>
/// <param name="At">Timestamp of the monotonic clock.</param>
/// <param name="WasToldToWait">It was answered with 429 and Retry-After.</param>
internal sealed record HostVisit(string Path, long At, bool WasToldToWait);
