namespace Archon.Cli.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Verdict">What came of it.</param>
/// <param name="Finding">What was found; no full stop.</param>
/// <param name="Remedy">What to do about it; a sentence. Null when nothing is to be done.</param>
internal sealed record Check(string Name, Verdict Verdict, string Finding, string? Remedy = null)
{
    public bool Passed => Verdict != Verdict.Failed;

    public static Check Ok(string name, string finding) => new(name, Verdict.Ok, finding);

    public static Check Warn(string name, string finding, string remedy) => new(name, Verdict.Warning, finding, remedy);

    public static Check Fail(string name, string finding, string remedy) => new(name, Verdict.Failed, finding, remedy);
}
