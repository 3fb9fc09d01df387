namespace Archon.Storage.Postgres.Knowledge;

/// <summary>Why a node may not embed with its model: vectors of another are stored. The node says it when it does not start, and <c>archon doctor</c> before.</summary>
/// <param name="Finding">What is the matter; no full stop.</param>
/// <param name="Remedy">What to do about it; a sentence.</param>
public sealed record ModelConflict(string Finding, string Remedy)
{
    /// <summary>Both.</summary>
    public string Sentence => $"{Finding}. {Remedy}";
}
