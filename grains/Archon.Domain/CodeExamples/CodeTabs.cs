using System.Collections.Immutable;

namespace Archon.Domain.CodeExamples;

/// <summary>
/// Which code blocks are variants of one example: those of one set of tabs (<c>tab</c> and <c>tabs</c> of their fences), and those that follow each other with labels in
/// brackets (a VitePress code group in Markdown).
/// </summary>
internal sealed class CodeTabs
{
    private readonly Dictionary<string, int> _begins = new(StringComparer.Ordinal);
    private int _labelled = -1;

    /// <summary>No more labelled blocks follow.</summary>
    public void End() => _labelled = -1;

    /// <summary>The label and the first example of its tabs; nothing for code that stands alone.</summary>
    public (string? Tab, int? Begin) Of(FenceInfo info, ImmutableArray<CodeExample>.Builder examples)
    {
        if (info is { Tab: { } tab, Tabs: { } tabs })
        {
            _labelled = -1;
            if (!_begins.TryGetValue(tabs, out var begin))
            {
                begin = _begins[tabs] = examples.Count;
            }

            return (tab, begin);
        }

        if (info.Label is not { } label)
        {
            _labelled = -1;
            return default;
        }

        var first = _labelled;
        if (first < 0)
        {
            _labelled = examples.Count;
            return default;
        }

        if (examples[first].TabsBegin is null)
        {
            // The second says that the first was a tab, too.
            var labelled = examples[first];
            examples[first] = labelled with
            {
                Tab = labelled.Title,
                TabsBegin = first,
                Title = FileLanguage.IsName(labelled.Title) ? labelled.Title : labelled.HeadingPath.LastOrDefault() ?? "",
            };
        }

        return (label, first);
    }
}
