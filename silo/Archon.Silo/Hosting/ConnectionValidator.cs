using Archon.Storage.Postgres;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>A connection string that the driver cannot read would be found out by the first query, in the driver's words.</summary>
internal sealed class ConnectionValidator : IValidateOptions<PostgresOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgresOptions options) =>
        PostgresOptions.Fault(options.ConnectionString) is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
}
