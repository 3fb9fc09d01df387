namespace Archon.Benchmarks.Searching;

/// <summary>Graded questions about a site. They were written before any ranking was looked at, and stay as they are.</summary>
/// <param name="Name">The Debian package of the site.</param>
/// <param name="Folder">Where its pages are.</param>
/// <param name="Questions">The questions.</param>
internal sealed record QuestionSet(string Name, string Folder, IReadOnlyList<Question> Questions)
{
    /// <summary>The package's pages as apt-get download and dpkg-deb -x leave them below .cache.</summary>
    public static QuestionSet Read(string package, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "index.html")))
        {
            throw new FileNotFoundException($"{folder} has no index.html. Have it with: apt-get download {package} && dpkg-deb -x {package}_*.deb .cache/{package}");
        }

        using var resource = new StreamReader(typeof(QuestionSet).Assembly.GetManifestResourceStream($"Archon.Benchmarks.Searching.{package}.csv")!);
        return new QuestionSet(package, folder, [.. resource.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Question.Parse)]);
    }
}

/// <summary>A question and the pages that answer it, by path without <c>.html</c>, from 1 (has to do with it) to 3 (is the answer).</summary>
internal sealed record Question(string Text, IReadOnlyDictionary<string, int> Grades)
{
    public static Question Parse(string line)
    {
        var fields = line.Split(',');
        return new Question(fields[0], fields[1].Split(' ').Select(page => page.Split('=')).ToDictionary(page => page[0], page => int.Parse(page[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal));
    }
}
