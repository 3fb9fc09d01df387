using System.Text.Json;

namespace Archon.Deploy.Tests.Images;

/// <summary><c>deploy/Dockerfile</c>, read as far as it is used: stages of instructions, continued lines joined.</summary>
internal sealed class Dockerfile
{
    private Dockerfile(IReadOnlyList<Stage> stages) => Stages = stages;

    public IReadOnlyList<Stage> Stages { get; }

    public static Dockerfile Read()
    {
        var stages = new List<Stage> { new("", []) };
        var joined = Repository.Read("deploy", "Dockerfile").ReplaceLineEndings("\n").Replace("\\\n", " ", StringComparison.Ordinal);
        foreach (var line in joined.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            var (word, rest) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
            if (word == "FROM")
            {
                stages.Add(new Stage(rest.Split(" AS ")[1], []));
            }

            stages[^1].Instructions.Add((word, rest));
        }

        return new Dockerfile(stages);
    }

    public Stage Named(string name) => Assert.Single(Stages, stage => stage.Name == name);

    internal sealed record Stage(string Name, List<(string Word, string Line)> Instructions)
    {
        public string One(string word) => Assert.Single(Instructions, instruction => instruction.Word == word).Line;

        public IEnumerable<string> All(string word) => Instructions.Where(instruction => instruction.Word == word).Select(instruction => instruction.Line);

        /// <summary>The words of an instruction in JSON form.</summary>
        public string[] Words(string word) => JsonSerializer.Deserialize<string[]>(One(word))!;

        public Dictionary<string, string> Environment() => All("ENV")
            .SelectMany(rest => rest.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }
}
