namespace Archon.Ports.Fetching;

/// <summary>Says when a body may grow: whoever keeps the memory of large bodies within bounds. One instance serves one fetch.</summary>
public interface IBodyAllowance
{
    /// <summary>
    /// Returns when <paramref name="bytes"/> bytes of the body, decompressed, may be held. Asked with the announced length before anything
    /// is read, and again whenever more has come; the time it takes does not count against the fetch's deadlines.
    /// </summary>
    ValueTask GrowAsync(long bytes, CancellationToken cancellationToken);
}
