namespace Archon.EndToEnd.Tests.Sites;

/// <summary>PostgreSQL 15's manual from Debian's <c>postgresql-doc-15</c>, which <c>./test</c> unpacks: 1,169 pages, all reachable from /index.html.</summary>
internal static class PostgresManual
{
    /// <summary>Pages reachable from the index; the package holds no other.</summary>
    public const int PageCount = 1169;

    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Loaded = new(() => ServedSite.Read(Folder()));

    /// <summary>Its files by path.</summary>
    public static IReadOnlyDictionary<string, byte[]> Pages => Loaded.Value;

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Archon.sln")))
        {
            folder = folder.Parent;
        }

        var manual = Path.Combine(folder?.FullName ?? "", ".cache", "postgresql-doc-15", "usr", "share", "doc", "postgresql-doc-15", "html");
        return Directory.Exists(manual)
            ? manual
            : throw new DirectoryNotFoundException($"{manual} is missing; ./test downloads and unpacks it.");
    }
}
