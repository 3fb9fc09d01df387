using System.Collections.Immutable;
using Archon.Domain.CodeExamples;

namespace Archon.Domain.Tests.CodeExamples;

public sealed class SimilarExamplesTests
{
    private static readonly string[] Lines = [.. Enumerable.Range(0, 30).Select(i => $"value_{i} = client.call_{i}(name_{i}, {i})")];

    private static string Code => string.Join('\n', Lines);

    [Theory]
    [InlineData("python", "x = 1  # one\n\n# two\ny  =  2", "x=1\n    y = 2")]
    [InlineData("c", "int a; // b\n/* c\n d */ int e;", "int a;\nint e;")]
    [InlineData("sql", "SELECT 1; -- why", "SELECT\n  1;")]
    [InlineData("bash", "ls # all", "ls")]
    public void Of_TheSameButForBlanksAndComments_IsTheSame(string language, string one, string other) => Assert.Equal(Sketch(one, language), Sketch(other, language));

    [Theory]
    [InlineData("c", "a = \"//b\";", "a = \"//c\";")]
    [InlineData("bash", "echo $#x", "echo $#y")]
    [InlineData(null, "# apt install a", "# apt install b")]
    [InlineData("python", "# only a", "# only b")]
    [InlineData("python", "print('a # b')", "print('a # c')")]
    [InlineData("text", "ab c", "a bc")]
    public void Of_WhatIsNoComment_IsAnother(string? language, string one, string other) => Assert.NotEqual(Sketch(one, language), Sketch(other, language));

    [Fact]
    public void Of_TheSameOnEveryMachine() => Assert.Equal("6579f55d1bb9a9a4", Convert.ToHexStringLower(Sketch("x = 1", "python").AsSpan()));

    [Fact]
    public void Place_OfNearlyTheSame_IsTheFirst()
    {
        var codes = Enumerable.Range(0, 120).Select(i => string.Join('\n', Lines.Select((line, at) => at == i % 30 ? line.Replace("call", $"other{i}", StringComparison.Ordinal) : line))).ToList();

        Assert.All(Group(codes), place => Assert.Equal(0, place));
    }

    [Fact]
    public void Place_OfLessAlike_IsItself()
    {
        var half = string.Join('\n', Lines[..15].Concat(Lines[..15].Select(line => line.Replace("value", "other", StringComparison.Ordinal).Replace("call", "get", StringComparison.Ordinal))));

        Assert.Equal([0, 1, 2, 3], Group([Code, half, "apt install a", "apt install b"]));
    }

    [Fact]
    public void Place_OfAFewLinesThatDifferInOneSign_IsItself()
    {
        const string here = "import os\nprint(os.getcwd())\nfor f in os.listdir(\".\"):\n    print(f)";

        Assert.Equal([0, 0, 2, 0], Group([here, here + "\n", here.Replace("\".\"", "\"..\"", StringComparison.Ordinal), "  " + here]));
    }

    [Fact]
    public void Place_OfTheSameAsOneThatJoined_IsTheGroup()
    {
        var near = Code.Replace("call_3", "get_3", StringComparison.Ordinal);

        Assert.Equal([0, 0, 0, 3], Group([Code, near, near + "\n", "other"]));
    }

    [Fact]
    public void Place_OfAllThatAreAlike_FindsWhatAllPairsFind()
    {
        var random = new Random(5);
        var codes = Enumerable.Range(0, 300).Select(_ => string.Join('\n', Lines.Select(line => random.Next(60) == 0 ? line + $".and_{random.Next(1_000)}" : line))).ToList();
        var runs = codes.ConvertAll(code => CodeSketch.RunsOf(new CodeVariant(code, "python")));

        var places = Group(codes);

        Assert.All(places.Index(), one => Assert.True(one.Item == one.Index || CodeSketch.Similarity(runs[one.Index], runs[(int)one.Item]) >= CodeSketch.Alike));
        var missed = places.Index().Count(one => one.Item == one.Index && places[..one.Index].Distinct().Any(first => CodeSketch.Similarity(runs[one.Index], runs[(int)first]) >= CodeSketch.Alike));
        Assert.InRange(missed, 0, 6);
    }

    [Fact]
    public void WhatHasNoLike_IsToldAtOnce()
    {
        var all = new SimilarExamples(1_000);
        var sketches = Enumerable.Range(0, 1_000).Select(i => Sketch($"unique_{i} {string.Join(' ', Enumerable.Range(0, 20).Select(j => $"w{i}_{j}"))}", null)).ToList();
        sketches.ForEach(sketch => all.Note(sketch.AsSpan()));

        // 9,000 keys, sixteen bits for each: one in sixteen is taken for another's.
        Assert.InRange(sketches.Count(sketch => all.MayHaveLike(sketch.AsSpan())), 0, 600);
    }

    private static ImmutableArray<byte> Sketch(string code, string? language) => CodeSketch.Of(new CodeVariant(code, language));

    private static long[] Group(List<string> codes)
    {
        var all = new SimilarExamples(codes.Count);
        var sketches = codes.ConvertAll(code => Sketch(code, "python"));
        sketches.ForEach(sketch => all.Note(sketch.AsSpan()));
        return [.. sketches.Select((sketch, id) => all.MayHaveLike(sketch.AsSpan())
            ? all.Place(id, sketch.AsSpan(), (one, other) => CodeSketch.Similarity(CodeSketch.RunsOf(new CodeVariant(codes[(int)one], "python")), CodeSketch.RunsOf(new CodeVariant(codes[(int)other], "python"))) >= CodeSketch.Alike)
            : id)];
    }
}
