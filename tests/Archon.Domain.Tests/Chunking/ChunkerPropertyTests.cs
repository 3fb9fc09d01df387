using System.Collections.Immutable;
using Archon.Domain.Chunking;

namespace Archon.Domain.Tests.Chunking;

public sealed class ChunkerPropertyTests
{
    private static readonly ChunkingOptions[] Sizes = [new(), new(20, 40), new(16, 16), new(1, 60), new(100, 50), new(60, 400)];

    [Fact]
    public void Chunk_OfGeneratedPages_KeepsItsPromises()
    {
        for (var seed = 0; seed < 1_500; seed++)
        {
            var generator = new MarkdownGenerator(seed);
            var markdown = seed % 2 == 0 ? generator.Page().Markdown : generator.Garbage(seed % 300);
            var options = Sizes[seed % Sizes.Length];

            AssertPromises(markdown, options, Chunker.Chunk(MarkdownOutline.Parse(markdown, TestContext.Current.CancellationToken), options), $"seed {seed}");
        }
    }

    [Fact]
    public void Chunk_OfFiveMegabytesOfGarbage_Completes()
    {
        string[] pages =
        [
            new MarkdownGenerator(1).Garbage(1_000_000, withOpeners: false), new string('a', 5_000_000), Repeat("[a]: b\n", 700_000), Repeat("> ", 500_000),
            Repeat("- a", 300_000), Repeat("- - - a\n", 30_000), Repeat("a\n===\n", 100_000), Repeat("# \n", 100_000), Repeat("😀", 500_000),
            Repeat("|", 1_000_000), Repeat("```\n", 200_000), Repeat("`a`*[", 200_000), "| a |\n|---|\n" + Repeat("| b |\n", 200_000),
            "```\n" + Repeat("\n \n", 300_000),
        ];
        foreach (var page in pages)
        {
            var chunks = Chunker.Chunk(MarkdownOutline.Parse(page, TestContext.Current.CancellationToken), ChunkingOptions.Default);

            AssertPromises(page, ChunkingOptions.Default, chunks, page[..8]);

            var options = ChunkingOptions.Default with { OverlapTokens = 200 };
            AssertPromises(page, options, Chunker.Chunk(MarkdownOutline.Parse(page, TestContext.Current.CancellationToken), options), page[..8]);
        }
    }

    [Theory, MemberData(nameof(Counters))]
    public void Chunk_ByAnEmbeddersTokens_KeepsThePromisesInThem(string name)
    {
        var counter = new ScriptedCounter(name);
        for (var seed = 0; seed < 600; seed++)
        {
            var generator = new MarkdownGenerator(seed);
            var markdown = seed % 2 == 0 ? generator.Page().Markdown : generator.Garbage(seed % 300);
            var options = Sizes[seed % Sizes.Length] with { Counter = counter };

            AssertPromises(markdown, options, Chunker.Chunk(MarkdownOutline.Parse(markdown, TestContext.Current.CancellationToken), options), $"{name}, seed {seed}");
        }
    }

    [Theory, MemberData(nameof(Counters)), InlineData("estimate")]
    public void Chunk_WithAnOverlap_RepeatsWhatStandsDirectlyAbove_AndIsNeverTooLarge(string name)
    {
        var repeated = 0;
        for (var seed = 0; seed < 600; seed++)
        {
            var generator = new MarkdownGenerator(seed);
            var markdown = seed % 2 == 0 ? generator.Page().Markdown : generator.Garbage(seed % 300);
            var sizes = Sizes[seed % Sizes.Length];
            var options = sizes with { Counter = name == "estimate" ? null : new ScriptedCounter(name), OverlapTokens = sizes.MaxTokens / 4 };
            var chunks = Chunker.Chunk(MarkdownOutline.Parse(markdown, TestContext.Current.CancellationToken), options);

            AssertPromises(markdown, options, chunks, $"{name}, seed {seed}");
            foreach (var (chunk, before) in chunks.Skip(1).Zip(chunks))
            {
                var start = chunk.End - chunk.Content.Length;
                if (start >= before.Start && start < before.End && chunk.Content == markdown[start..chunk.End])
                {
                    repeated++;
                    Assert.True(chunk.HeadingPath.SequenceEqual(before.HeadingPath), $"{name}, seed {seed}");
                }
            }
        }

        Assert.True(repeated > 50, $"{repeated}");
    }

    [Fact]
    public void Chunk_WithAnOverlap_OfSectionsThatStay_IsTheSame()
    {
        const string Same = "# B\n\nOne two three. Four five six.\n\nSeven eight nine. Ten eleven.\n";
        var options = new ChunkingOptions(8, 40) { OverlapTokens = 10 };

        var alone = Chunker.Chunk(MarkdownOutline.Parse(Same, TestContext.Current.CancellationToken), options);
        var below = Chunker.Chunk(MarkdownOutline.Parse("# A\n\nSome other words. And more of them.\n\n" + Same, TestContext.Current.CancellationToken), options);

        Assert.Equal(alone.Select(chunk => chunk.Content), below.Skip(1).Select(chunk => chunk.Content));
    }

    [Theory, InlineData(-1), InlineData(11)]
    public void Chunk_WithAnOverlapOutOfItsBounds_IsRefused(int tokens) => Assert.Throws<ArgumentOutOfRangeException>(() =>
        Chunker.Chunk(MarkdownOutline.Parse("a", TestContext.Current.CancellationToken), new ChunkingOptions(8, 40) { OverlapTokens = tokens }));

    [Theory, MemberData(nameof(Counters))]
    public void Chunk_ByAnEmbeddersTokens_CountsAPageAFewTimes(string name)
    {
        foreach (var page in (string[])[Repeat("Some words about files.\n\n", 20_000), Repeat("a()\n", 100_000), new string('a', 500_000), "| a |\n|---|\n" + Repeat("| bcd |\n", 50_000), "```c\n" + Repeat("int x;\n", 50_000)])
        {
            var counter = new ScriptedCounter(name);
            var options = ChunkingOptions.Default with { Counter = counter, OverlapTokens = 200 };

            AssertPromises(page, options, Chunker.Chunk(MarkdownOutline.Parse(page, TestContext.Current.CancellationToken), options), page[..8]);

            // Asserting counts each chunk once more.
            Assert.InRange(counter.Characters, page.Length, 12L * page.Length);
        }
    }

    [Fact]
    public void Chunk_ByTokensThatAreMoreThanTheEstimate_StillClosesFencesAndRepeatsHeaders()
    {
        var options = new ChunkingOptions(60, 120) { Counter = new ScriptedCounter("letters") };

        var code = Chunker.Chunk(MarkdownOutline.Parse("```c\n" + Repeat("int x = 1;\n\n", 40) + "```", TestContext.Current.CancellationToken), options);
        var table = Chunker.Chunk(MarkdownOutline.Parse("| a | b |\n|---|---|\n" + Repeat("| one | two |\n", 40), TestContext.Current.CancellationToken), options);

        Assert.All(code, chunk => Assert.True(chunk.Content.StartsWith("```c\n", StringComparison.Ordinal) && chunk.Content.EndsWith("\n```", StringComparison.Ordinal)));
        Assert.All(table, chunk => Assert.StartsWith("| a | b |\n|---|---|\n| one", chunk.Content, StringComparison.Ordinal));
        Assert.True(code.Length > 3 && table.Length > 3);
    }

    public static TheoryData<string> Counters() => ["words", "letters", "marks", "nearly nothing"];

    internal static void AssertPromises(string markdown, ChunkingOptions options, ImmutableArray<Chunk> chunks, string which)
    {
        var covered = 0;
        for (var i = 0; i < chunks.Length; i++)
        {
            var chunk = chunks[i];
            Assert.True(chunk.Ordinal == i, which);
            Assert.True(chunk.Start >= covered && chunk.End > chunk.Start, $"{which}: ranges do not ascend at {i}");
            Assert.True(string.IsNullOrWhiteSpace(markdown[covered..chunk.Start]), $"{which}: text lost before chunk {i}");
            Assert.True(chunk.Tokens <= options.MaxTokens, $"{which}: chunk {i} has {chunk.Tokens} tokens");
            Assert.True(chunk.Tokens == (options.Counter?.Count(chunk.Content) ?? TokenEstimate.Count(chunk.Content)), which);
            Assert.True(chunk.Content.Contains(markdown[chunk.Start..chunk.End], StringComparison.Ordinal), $"{which}: chunk {i} is not its range");
            Assert.False(chunk.Start > 0 && char.IsSurrogatePair(markdown, chunk.Start - 1), $"{which}: chunk {i} cuts a surrogate pair");
            covered = chunk.End;
        }

        Assert.True(string.IsNullOrWhiteSpace(markdown[covered..]), $"{which}: text lost at the end");
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
