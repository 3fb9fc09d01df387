using System.Collections.Immutable;
using Archon.Domain.Chunking;
using Archon.Domain.Extraction;
using Markdig.Syntax;

namespace Archon.Domain.CodeExamples;

/// <summary>
/// Lifts every code block out of a page in document order, those inside lists and quotations too. Empty blocks are skipped, and so is the fence around a page
/// of plain text.
/// </summary>
public static class CodeExampleReader
{
    public static ImmutableArray<CodeExample> Read(MarkdownOutline outline)
    {
        ArgumentNullException.ThrowIfNull(outline);
        var walk = new Walk(outline);
        var count = 0;
        var isText = false;
        foreach (var block in outline.Blocks)
        {
            walk.Read(block);
            isText = count == 0 && block.Code is FencedCodeBlock { Info: TextPageReader.Language };
            count++;
        }

        return isText ? [] : Sketched(walk.Examples);
    }

    private static ImmutableArray<CodeExample> Sketched(ImmutableArray<CodeExample>.Builder examples)
    {
        // Variants have one sketch, of all of them.
        var tabs = examples.Where(example => example.TabsBegin is not null).ToLookup(example => example.TabsBegin!.Value)
            .ToDictionary(set => set.Key, set => CodeSketch.Of([.. set.Select(example => new CodeVariant(example.Code, example.Language))]));
        for (var i = 0; i < examples.Count; i++)
        {
            var example = examples[i];
            examples[i] = example with { Sketch = example.TabsBegin is { } begin ? tabs[begin] : CodeSketch.Of(new CodeVariant(example.Code, example.Language)) };
        }

        return examples.DrainToImmutable();
    }

    /// <summary>1. what is before code, 2. the code itself, 3. what is after it.</summary>
    private sealed class Walk(MarkdownOutline outline)
    {
        private const int None = -1;

        private readonly CodeContext _context = new();
        private readonly CodeTabs _tabs = new();
        private HeadingNode? _heading;
        private ParagraphBlock? _last;
        private int _unexplained = None;

        public ImmutableArray<CodeExample>.Builder Examples { get; } = ImmutableArray.CreateBuilder<CodeExample>();

        public void Read(OutlineBlock block)
        {
            if (block.Heading is not null)
            {
                _heading = block.Heading;
                _context.Forget();
                _tabs.End();
                _last = null;
                _unexplained = None;
            }

            if (block.Prose is not null)
            {
                ReadProse(block.Prose);
            }
            else if (block.Code is not null && CodeText.Of(block.Code, outline) is var code && !string.IsNullOrWhiteSpace(code))
            {
                // Of a session the commands are the code. One that asks nothing is no example.
                var session = CodeSession.Of(code, CodeLanguage.Of(block.Code));
                if (session is null || !string.IsNullOrWhiteSpace(session.Commands))
                {
                    ReadCode(block.Code, session?.Commands ?? code, session);
                }
            }
            else if (block.Children.IsEmpty)
            {
                Forget();
            }

            foreach (var child in block.Children)
            {
                Read(child);
            }
        }

        private void ReadProse(ParagraphBlock prose)
        {
            // 3. What ends with a colon is about what follows.
            if (_unexplained != None && CodeTitle.Of(prose) is null && CodeContext.BeginOf(prose) is var after && after.Length > 0 && after[^1] != ':')
            {
                for (var i = _unexplained; i < Examples.Count; i++)
                {
                    Examples[i] = Examples[i] with { Context = CodeContext.WithLabels(after, Examples[i].Context) };
                }
            }

            Forget();
            _tabs.End();
            _last = IsDirective(prose) ? null : prose;
        }

        private void ReadCode(CodeBlock block, string code, CodeSession? session)
        {
            // 1.
            var info = FenceInfo.Of(block);
            var (tab, begin) = _tabs.Of(info, Examples);
            var caption = _last is null ? null : CodeTitle.Of(_last);
            if (caption is null)
            {
                Keep();
            }

            var title = info.Title ?? (caption is null || caption == tab ? null : CaptionNumber.Without(caption)) ?? (tab is null ? info.Label : null) ?? (tab is not null && FileLanguage.IsName(tab) ? tab : null);
            _last = null;

            // 2.
            var stated = (session is { IsGuessed: false } ? session.Language : null) ?? CodeLanguage.Of(block);
            var named = stated ?? (title is null ? null : FileLanguage.InCaption(title)) ?? Shebang.Of(code);
            var language = named ?? session?.Language ?? LanguageDetector.Guess(code);
            var prose = tab is null ? _context.Quote() : _context.QuoteInTab(tab, isNext: caption == tab, isFirst: begin == Examples.Count);
            _unexplained = prose.Length > 0 ? None : _unexplained == None ? Examples.Count : _unexplained;
            Examples.Add(new(Examples.Count, language, code, HeadingNode.PathOf(_heading), CodeContext.WithLabels(prose, title, tab))
            {
                Title = title ?? _heading?.Path[^1] ?? "",
                IsGuessed = named is null && language is not null,
                Tab = tab,
                TabsBegin = begin,
                Fragment = _heading?.Fragment ?? "",
            });
        }

        // ::: and what it opens (VitePress, Docusaurus).
        private static bool IsDirective(ParagraphBlock prose) => prose.Lines.Count > 0 && prose.Lines.Lines[0].Slice.AsSpan().TrimStart().StartsWith(":::");

        // A paragraph is prose once it is known that no code follows whose caption it is.
        private void Keep()
        {
            if (_last is not null)
            {
                _context.Add(_last);
                _last = null;
            }
        }

        private void Forget()
        {
            Keep();
            _unexplained = None;
        }
    }
}
