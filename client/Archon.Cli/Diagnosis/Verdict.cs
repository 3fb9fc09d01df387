namespace Archon.Cli.Diagnosis;

/// <summary>What came of a check.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok = 0,

    /// <summary>Archon works, and something should be done all the same.</summary>
    Warning = 1,

    /// <summary>Archon does not work with it.</summary>
    Failed = 2,
}
