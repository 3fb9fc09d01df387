namespace Archon.Domain.Politeness;

/// <summary>The bounds of a host's pace.</summary>
/// <param name="Ceiling">Requests at once, at most.</param>
/// <param name="Backoff">Longest first stillness after a 429 or 503; doubles each further time in a row.</param>
/// <param name="MaxBackoff">Longest stillness that nobody asked for.</param>
/// <param name="MaxRetryAfter">Longest Retry-After that is obeyed.</param>
public sealed record PaceRules(int Ceiling, TimeSpan Backoff, TimeSpan MaxBackoff, TimeSpan MaxRetryAfter);
