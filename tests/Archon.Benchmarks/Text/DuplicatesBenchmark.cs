using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Archon.Domain.CodeExamples;

namespace Archon.Benchmarks.Text;

/// <summary>
/// How long it takes to find code that is the same or nearly so: sketches, candidates and the comparison of those, against the comparison of all pairs: by the same measure,
/// and by Python's difflib with threshold 0.85, as the original had it.
/// </summary>
internal static class DuplicatesBenchmark
{
    private const int Blocks = 120;
    private const int Rounds = 15;
    private const double MostMilliseconds = 20;

    // Four times the blocks may take little more than four times as long: the sort of each block's runs is all that is not linear.
    private const double MostGrowth = 6;

    private const string Difflib = """
        import difflib, json, sys, time
        codes = json.load(sys.stdin)
        begin, alike = time.perf_counter(), 0
        for i in range(len(codes)):
            for j in range(i):
                alike += difflib.SequenceMatcher(None, codes[i], codes[j]).ratio() >= 0.85
        print((time.perf_counter() - begin) * 1000, alike)
        """;

    public static int Run(bool withDifflib)
    {
        var few = NearlyTheSame(Blocks);
        var times = Enumerable.Range(0, Rounds).Select(_ => Time(() => Group(few))).Order().ToList();
        var pairs = Enumerable.Range(0, Rounds).Select(_ => Time(() => AllPairs(few))).Order().ToList();
        var groups = Group(few).Distinct().Count();
        Say($"{Blocks} nearly the same, {few.Sum(code => code.Length) / Blocks:N0} characters each: {times[Rounds / 2]:0.0} ms (median of {Rounds}; the first {times[^1]:0.0}), {groups} {(groups == 1 ? "group" : "groups")} are left");
        Say($"  all pairs by the same measure: {pairs[Rounds / 2]:0.0} ms");
        if (withDifflib)
        {
            Say($"  all pairs by Python's difflib: {DifflibTime(few)}");
        }

        var (small, large) = (Mixed(10_000), Mixed(40_000));
        var (one, four) = (Enumerable.Range(0, 3).Min(_ => Time(() => Group(small))), Enumerable.Range(0, 3).Min(_ => Time(() => Group(large))));
        Say($"{small.Count:N0} blocks, half of them in groups of five: {one:0} ms, {one * 1000 / small.Count:0.0} µs each, {Group(small).Distinct().Count():N0} are left");
        Say($"{large.Count:N0} blocks: {four:0} ms, {four * 1000 / large.Count:0.0} µs each, {four / one:0.0} times as long, {Group(large).Distinct().Count():N0} are left");
        return times[Rounds / 2] <= MostMilliseconds && groups == 1 && four <= MostGrowth * one ? 0 : 1;
    }

    /// <summary>Of each block the first that it is like.</summary>
    private static long[] Group(List<string> codes)
    {
        var all = new SimilarExamples(codes.Count);
        var sketches = codes.ConvertAll(code => CodeSketch.Of(new CodeVariant(code, "python")));
        foreach (var sketch in sketches)
        {
            all.Note(sketch.AsSpan());
        }

        var runs = new Dictionary<long, ulong[]>();
        ulong[] RunsOf(long id) => runs.TryGetValue(id, out var found) ? found : runs[id] = CodeSketch.RunsOf(new CodeVariant(codes[(int)id], "python"));
        return [.. sketches.Select((sketch, id) => all.MayHaveLike(sketch.AsSpan())
            ? all.Place(id, sketch.AsSpan(), (first, second) => CodeSketch.Similarity(RunsOf(first), RunsOf(second)) >= CodeSketch.Alike)
            : id)];
    }

    private static int AllPairs(List<string> codes)
    {
        var runs = codes.ConvertAll(code => CodeSketch.RunsOf(new CodeVariant(code, "python")));
        var alike = 0;
        for (var i = 0; i < runs.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                alike += CodeSketch.Similarity(runs[i], runs[j]) >= CodeSketch.Alike ? 1 : 0;
            }
        }

        return alike;
    }

    private static string DifflibTime(List<string> codes)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Difflib]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            python.StandardInput.Write(JsonSerializer.Serialize(codes));
            python.StandardInput.Close();
            var answer = python.StandardOutput.ReadToEnd().Split(' ');
            python.WaitForExit();
            return $"{double.Parse(answer[0], CultureInfo.InvariantCulture):N0} ms";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no python3";
        }
    }

    // A longer example, one name of which is another in each.
    private static List<string> NearlyTheSame(int count)
    {
        var random = new Random(7);
        var lines = Enumerable.Range(0, 30).Select(_ => Line(random)).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => string.Join('\n', lines.Select((line, at) => at == i % lines.Length ? line.Replace("value", $"value{i}", StringComparison.Ordinal) : line)))];
    }

    private static List<string> Mixed(int count)
    {
        var random = new Random(11);
        var codes = new List<string>(count);
        while (codes.Count < count)
        {
            var lines = Enumerable.Range(0, random.Next(3, 30)).Select(_ => Line(random)).ToArray();
            codes.Add(string.Join('\n', lines));
            for (var copy = 0; codes.Count % 10 >= 5 && copy < 4 && codes.Count < count; copy++)
            {
                codes.Add(string.Join("\n", lines) + $"\n# copy {copy}");
            }
        }

        return codes;
    }

    private static string Line(Random random)
    {
        var line = new StringBuilder(new string(' ', 4 * random.Next(3)));
        line.Append(CultureInfo.InvariantCulture, $"value = client.method_{random.Next(5_000)}(name_{random.Next(5_000)}, {random.Next(100)})");
        return line.ToString();
    }

    private static double Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
