namespace Archon.Cli.Diagnosis;

/// <summary>All that was found, for programs.</summary>
/// <param name="Healthy">Nothing failed.</param>
/// <param name="Checks">Each thing that was looked at.</param>
internal sealed record DiagnosisReport(bool Healthy, IReadOnlyList<Check> Checks);
