namespace Archon.Domain.Robots;

/// <summary>One <c>Allow</c> or <c>Disallow</c> line.</summary>
internal sealed record RobotsRule(bool Allows, RobotsPattern Pattern);
