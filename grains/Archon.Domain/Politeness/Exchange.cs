namespace Archon.Domain.Politeness;

/// <summary>One exchange with a host, as far as its pace is concerned.</summary>
/// <param name="Verdict">How it went.</param>
/// <param name="StartedAt">When it was permitted.</param>
/// <param name="Latency">How long the host took; null when that is not known.</param>
/// <param name="RetryAfter">How long the host asks to be left alone; null when it does not.</param>
public sealed record Exchange(ExchangeVerdict Verdict, DateTimeOffset StartedAt, TimeSpan? Latency, TimeSpan? RetryAfter);
