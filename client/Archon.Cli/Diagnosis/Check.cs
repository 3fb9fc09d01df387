namespace Archon.Cli.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Passed">Archon can work with it.</param>
/// <param name="Finding">What was found; no full stop.</param>
/// <param name="Remedy">What to do about a failure; a sentence.</param>
internal sealed record Check(string Name, bool Passed, string Finding, string? Remedy = null)
{
    public static Check Ok(string name, string finding) => new(name, true, finding);

    public static Check Fail(string name, string finding, string remedy) => new(name, false, finding, remedy);
}
