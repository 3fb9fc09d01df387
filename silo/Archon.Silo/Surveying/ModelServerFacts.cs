namespace Archon.Silo.Surveying;

/// <summary>Whether a server that is set up was of use when it was asked, again after a passing refusal. Nothing here holds a key.</summary>
/// <param name="Name">The model, or what answers when it has no name; empty when the settings are wrong.</param>
/// <param name="Fault">Why it was not; null when it was.</param>
/// <param name="IsWrongSetting">It was not asked: a node with these settings does not start.</param>
/// <param name="IsLate">It had not answered yet when it was given up, and a node waits longer.</param>
public sealed record ModelServerFacts(string Name, string? Fault, bool IsWrongSetting = false, bool IsLate = false);
