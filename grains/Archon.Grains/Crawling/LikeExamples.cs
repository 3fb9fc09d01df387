using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Archon.Domain.CodeExamples;
using Archon.Grains.Processing;
using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>
/// Finds the code examples of a crawl's source that are the same or nearly so, once all its pages are stored. Two looks at all sketches, some at a time: the first tells which
/// may have others like them, the second compares those. Done again after a kill it writes what is not written yet; what it finds does not depend on what was written before.
/// </summary>
internal sealed class LikeExamples(IArchonStore store, CpuGate gate, CrawlAccount account)
{
    // Sketches are 40 bytes, code is not.
    private const int Slice = 1_000;
    private const int ComparedAtOnce = 50;

    // So many are not read twice.
    private const int FewExamples = 20_000;

    /// <summary>Writes the groups. Nothing to do where no code has come or changed.</summary>
    public async Task GroupAsync(CancellationToken stopping)
    {
        var record = account.Record;
        if (record.Settings.Refreshes && record.Counters.PagesAdded + record.Counters.PagesChanged == 0)
        {
            return;
        }

        if (await store.FindSourceAsync(record.SourceId, stopping) is not { CodeExamples: > 1 } source)
        {
            return;
        }

        var all = new SimilarExamples(source.CodeExamples);
        var kept = source.CodeExamples <= FewExamples ? new List<ImmutableArray<SketchedExample>>() : null;
        await foreach (var slice in SlicesAsync(record.SourceId, stopping))
        {
            await gate.RunAsync(_ => Note(all, slice), stopping);
            kept?.Add(slice);
        }

        await foreach (var slice in kept?.ToAsyncEnumerable() ?? SlicesAsync(record.SourceId, stopping))
        {
            await PlaceAsync(all, slice, stopping);
        }
    }

    private async Task PlaceAsync(SimilarExamples all, ImmutableArray<SketchedExample> examples, CancellationToken stopping)
    {
        foreach (var slice in examples.Chunk(ComparedAtOnce).Select(ImmutableCollectionsMarshal.AsImmutableArray))
        {
            var compared = await gate.RunAsync(_ => ToCompare(all, slice), stopping);
            var code = compared.IsEmpty ? [] : await store.ReadExampleCodeAsync(compared, stopping);
            var changed = await gate.RunAsync(_ => Place(all, slice, code), stopping);
            if (!changed.IsEmpty)
            {
                await store.GroupExamplesAsync(changed, stopping);
            }
        }
    }

    private async IAsyncEnumerable<ImmutableArray<SketchedExample>> SlicesAsync(string sourceId, [EnumeratorCancellation] CancellationToken stopping)
    {
        for (var after = 0L; await store.ReadSketchesAsync(sourceId, after, Slice, stopping) is { IsEmpty: false } slice; after = slice[^1].Id)
        {
            yield return await SketchedAsync(slice, stopping);
        }
    }

    // What was stored before there were sketches has none.
    private async Task<ImmutableArray<SketchedExample>> SketchedAsync(ImmutableArray<SketchedExample> slice, CancellationToken stopping)
    {
        ImmutableArray<long> missing = [.. slice.Where(example => example.Sketch.IsEmpty).Select(example => example.Id)];
        if (missing.IsEmpty)
        {
            return slice;
        }

        var code = await store.ReadExampleCodeAsync(missing, stopping);
        var made = await gate.RunAsync(_ => code.ToDictionary(example => example.Id, example => CodeSketch.Of(example.Variants.AsSpan())), stopping);
        return [.. slice.Select(example => example.Sketch.IsEmpty && made.TryGetValue(example.Id, out var sketch) ? example with { Sketch = sketch } : example)];
    }

    private static bool Note(SimilarExamples all, ImmutableArray<SketchedExample> slice)
    {
        foreach (var example in slice)
        {
            all.Note(example.Sketch.AsSpan());
        }

        return true;
    }

    private static ImmutableArray<long> ToCompare(SimilarExamples all, ImmutableArray<SketchedExample> slice) =>
        [.. slice.Where(example => all.MayBeNearly(example.Sketch.AsSpan())).SelectMany(example => all.CandidatesFor(example.Sketch.AsSpan()).Append(example.Id)).Distinct()];

    // Whoever has a group that it should not have loses it; the one a group is named by has it, too, so that all of a group are found by it.
    private static ImmutableArray<GroupedExample> Place(SimilarExamples all, ImmutableArray<SketchedExample> slice, ImmutableArray<ExampleCode> code)
    {
        var runs = new Dictionary<long, ulong[]>();
        var codes = code.ToDictionary(example => example.Id);
        bool AreAlike(long one, long other) =>
            RunsOf(one) is { } first && RunsOf(other) is { } second && CodeSketch.Similarity(first, second) >= CodeSketch.Alike;
        ulong[]? RunsOf(long id)
        {
            if (!runs.TryGetValue(id, out var found) && codes.TryGetValue(id, out var example))
            {
                runs[id] = found = CodeSketch.RunsOf(example.Variants.AsSpan());
            }

            return found;
        }

        var changed = new Dictionary<long, GroupedExample>();
        foreach (var example in slice)
        {
            var sketch = example.Sketch.AsSpan();
            long? group = all.MayHaveLike(sketch) ? all.Place(example.Id, sketch, AreAlike) : null;
            if (group != example.Group)
            {
                changed[example.Id] = new GroupedExample(example.Id, group);
            }
        }

        return [.. changed.Values];
    }
}
