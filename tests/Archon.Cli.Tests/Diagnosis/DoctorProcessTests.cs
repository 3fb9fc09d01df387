using System.Diagnostics;
using System.Text.Json;

namespace Archon.Cli.Tests.Diagnosis;

/// <summary><c>archon doctor</c> as a process of its own: what a shell and a program see.</summary>
public sealed class DoctorProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AHealthyCluster_IsOneDocumentAndZero()
    {
        await using var database = await SickDatabase.CreateAsync();

        var (code, output, _) = await RunAsync(database.Connection, "--json");

        Assert.True(code == 0, output);
        var report = JsonDocument.Parse(output).RootElement;
        Assert.True(report.GetProperty("healthy").GetBoolean());
        var check = Assert.Single(report.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "Schema");
        Assert.Equal("ok", check.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task AFailure_IsALineThatSaysWhatToDoAndOne()
    {
        await using var database = await SickDatabase.CreateAsync(migrated: false);

        var (code, output, errors) = await RunAsync(database.But(settings => settings.Password = "wrong"));

        Assert.Equal(1, code);
        Assert.Empty(errors);
        Assert.Matches("(?m)^FAIL  Database .* refuses the user: .*Archon:Postgres:ConnectionString", output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseWithoutASchemaToMakeTablesIn_IsAFailureThatSaysWhatToDo()
    {
        await using var database = await SickDatabase.CreateAsync(migrated: false);

        var (code, output, errors) = await RunAsync(database.But(settings => settings.SearchPath = "nowhere"));

        Assert.Equal(1, code);
        Assert.Empty(errors);
        Assert.Matches("(?m)^FAIL  Database .* has no schema to make tables in. CREATE SCHEMA public", output);
    }

    [Fact]
    public async Task AnEmptyConnectionString_IsAFailure_AsItIsForANode()
    {
        var (code, output, _) = await RunAsync(" ", "--json");

        Assert.Equal(1, code);
        var settings = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "Settings");
        Assert.Equal("failed", settings.GetProperty("verdict").GetString());
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string connection, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "archon.dll"), "doctor", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ARCHON__POSTGRES__CONNECTIONSTRING"] = connection;
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output, await errors);
    }
}
