namespace Archon.EndToEnd.Tests.Guidelines;

/// <summary>Tests that measure their own process: what runs beside them would be measured too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "measured alone";
}
