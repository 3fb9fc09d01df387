namespace Archon.GrainInterfaces.Crawling;

/// <summary>A user's name and password.</summary>
[GenerateSerializer, Immutable, Alias("archon.basic-credentials")]
public sealed record BasicCredentials
{
    /// <summary>Without a colon.</summary>
    [Id(0)] public required string User { get; init; }

    /// <summary>May be empty.</summary>
    [Id(1)] public required string Password { get; init; }

    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => "(hidden)";
}
