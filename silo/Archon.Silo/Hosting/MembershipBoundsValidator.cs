using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>What a range cannot say: two waiting times of which one must not be below the other.</summary>
internal sealed class MembershipBoundsValidator : IValidateOptions<OrleansSettings>
{
    public ValidateOptionsResult Validate(string? name, OrleansSettings options) => options.Membership.MaxProbeTimeout >= options.Membership.ProbeTimeout
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail(
            $"Archon:Orleans:Membership:MaxProbeTimeout is {options.Membership.MaxProbeTimeout}, shorter than ProbeTimeout ({options.Membership.ProbeTimeout}); give at least that.");
}
