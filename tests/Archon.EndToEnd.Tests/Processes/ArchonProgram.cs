namespace Archon.EndToEnd.Tests.Processes;

/// <summary>The program that runs as a process: what <c>./archon</c> starts when it was built for that, else the build of this tree.</summary>
internal static class ArchonProgram
{
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("ARCHON_TEST_PROGRAM") ?? System.IO.Path.Combine(AppContext.BaseDirectory, "archon.dll");
}
