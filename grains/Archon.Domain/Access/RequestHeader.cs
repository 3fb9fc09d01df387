namespace Archon.Domain.Access;

/// <summary>A header that a site wants to see before it shows its pages. The value is a secret and is never printed.</summary>
/// <param name="Name">As it is sent: <c>Authorization</c>.</param>
/// <param name="Value">As it is sent.</param>
public sealed record RequestHeader(string Name, string Value)
{
    public override string ToString() => $"{Name}: (hidden)";
}
