using System.Collections.Frozen;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads <c>class</c> and <c>id</c> values. A site uses a few hundred of them millions of times, so an answer is remembered.
/// Not thread-safe.
/// </summary>
internal sealed class ClassVocabulary
{
    private const int RememberedAtMost = 4096;

    private static readonly FrozenDictionary<string, ClassTraits> Words = Build();
    private static readonly FrozenDictionary<string, ClassTraits>.AlternateLookup<ReadOnlySpan<char>> WordsBySpan =
        Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Dictionary<string, ClassTraits> _remembered = new(StringComparer.Ordinal);

    public ClassTraits Of(string value)
    {
        if (_remembered.TryGetValue(value, out var traits))
        {
            return traits;
        }

        traits = Read(value);

        if (_remembered.Count >= RememberedAtMost)
        {
            _remembered.Clear();
        }

        _remembered[value] = traits;
        return traits;
    }

    /// <summary>Whether a class shows what has it to screen readers only, or not at all.</summary>
    public static bool SaysHidden(string names) => (Read(names) & ClassTraits.Hidden) != 0;

    private static ClassTraits Read(string value)
    {
        var traits = ClassTraits.None;

        foreach (var range in value.AsSpan().SplitAny(" \t\n\r\f"))
        {
            var word = value.AsSpan(range);

            if (word.IsEmpty || word.Length > 64)
            {
                continue;
            }

            if (WordsBySpan.TryGetValue(word, out var found))
            {
                traits |= found;
            }
            else if (word.StartsWith("breadcrumb", StringComparison.OrdinalIgnoreCase))
            {
                traits |= ClassTraits.Boilerplate | ClassTraits.Subject;
            }
            else if (word.StartsWith("tableOfContents", StringComparison.OrdinalIgnoreCase)
                || word.StartsWith("tocCollapsible", StringComparison.Ordinal)
                || word.StartsWith("cookie-", StringComparison.OrdinalIgnoreCase))
            {
                traits |= ClassTraits.Boilerplate;
            }
            else if (word.StartsWith("codeBlockTitle", StringComparison.Ordinal))
            {
                traits |= ClassTraits.CodeCaption;
            }
            else if (word.StartsWith("admonitionHeading", StringComparison.Ordinal))
            {
                traits |= ClassTraits.Label;
            }
            else if (IsForScreenReaders(word))
            {
                traits |= ClassTraits.Hidden;
            }
        }

        return traits;
    }

    // nx-sr-only, external-link-icon-sr-only; not what undoes it (not-sr-only) or depends (md:sr-only).
    private static bool IsForScreenReaders(ReadOnlySpan<char> word)
    {
        foreach (var name in (ReadOnlySpan<string>)["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"])
        {
            if (word.IndexOf(name, StringComparison.OrdinalIgnoreCase) is var at and >= 0 && !word.Contains(':'))
            {
                var before = word[..at];
                var after = word[(at + name.Length)..];
                return before is [] or [.., '-' or '_'] && after is [] or ['-' or '_', ..] && !before.EndsWith("not-", StringComparison.OrdinalIgnoreCase);
            }
        }

        return false;
    }

    private static FrozenDictionary<string, ClassTraits> Build()
    {
        (ClassTraits Traits, string Words)[] rows =
        [
            (ClassTraits.Document,
                "theme-doc-markdown vp-doc md-content rst-content markdown-section sl-markdown-content nextra-content " +
                "devsite-article-body mw-parser-output theme-default-content bd-article main-content markdown-body " +
                "refentry gitbook-markdown-body articleBody"),
            (ClassTraits.PerhapsDocument,
                "content page-content post-content entry-content doc-content docs-content article-content main body document " +
                "contents_wrapper page-inner"),
            (ClassTraits.Boilerplate,
                "navheader navfooter spirit-nav copyright-footer navbar navigationbar nav-bar nav-list navigation site-nav page-nav page-nav-links sidebar side-bar sphinxsidebar " +
                "wy-nav-side wy-nav-top md-header md-footer md-sidebar md-nav md-tabs md-source-file md-content__button related mobile-nav " +
                "page-toc contents-toc local-toc localtoc on-this-page toctitle pagetoc sidetoc " +
                "toc-drawer toc-sidebar doc-toc right-toc bd-toc bd-sidebar theme-doc-breadcrumbs theme-doc-toc-mobile theme-doc-footer " +
                "theme-doc-version-badge theme-edit-this-page theme-last-updated pagination pagination-nav pager prev-next prev-next-area " +
                "prevnext prev-next-footer rst-footer-buttons nav-wrapper nav-chapters mobile-nav-chapters skip-nav skip-link skip-to-content " +
                "skiplink edit-link edit-page edit-this-page edit-on-github editlink github-edit page-edit page-metadata last-updated " +
                "VPDocFooter VPNav VPSidebar VPDocAside VPLocalNav site-footer page-footer site-header page-header-nav cookieconsent " +
                "cookie-banner cc-window gdpr-banner consent-banner announcement-bar announcement newsletter feedback page-feedback " +
                "was-this-helpful social-share share-buttons advertisement clearer headerlink-container mw-editsection printfooter " +
                "catlinks sphinx-footer table-tabs viewcode-link rating-container DocSearch inline-search search-form " +
                "copyright legal-copy sourcelink this-page-menu book-summary book-header feature-toc sub-nav top-nav menu-bar src-link toolbar-item copy-path " +
                "test-arrow toggle-all-docs hideme titlearea navpath ingroups " +
                "nextra-breadcrumb tsd-navigation tsd-breadcrumb col-sidebar page-menu site-menu view-source-button sharedaddy a2a_kit addtoany_share_save_container addtoany_content jp-relatedposts article-share-link " +
                "suggestEdits UpdatedAt PageThumbs md-feedback comments-area comments-title comment-respond comment-reply-title wp-block-comments wp-block-post-comments-form " +
                "feedback--title feedback--question feedback--prompt feedback--answer feedback--response author-box authorbox author-bio about-author about-the-author author-info author-card post-author-box pre-footer td-page-meta td-page-meta__lastmod " +
                "method-click-advice toplang bottomlang theme-switch-wrapper global-links searchInputDiv search-groupby link-seesrc mbrsel"),
            (ClassTraits.Subject, "navigation related pagination pager prev-next prevnext announcement newsletter feedback advertisement copyright " +
                "navigationbar copyright-footer theme-switch-wrapper global-links searchInputDiv"),
            (ClassTraits.Turner, "header node nav nav-panel spirit-nav"),
            (ClassTraits.Contents, "toc toc-list simple-toc toc-wrapper tocwrapper table-of-contents list-of-tables list-of-figures list-of-examples toc_container toc-macro devsite-toc devsite-toc-embedded ez-toc-container"),
            (ClassTraits.HeadingAnchor,
                "headerlink anchor hash-link header-anchor heading-anchor anchorjs-link anchor-link headinganchor deep-link heading-link " +
                "direct-link permalink sl-anchor-link doc-anchor self-link selflink subheading-anchor copiable-anchor copiable-link method-permalink"),
            (ClassTraits.Admonition,
                "admonition theme-admonition custom-block callout nextra-callout starlight-aside markdown-alert admonitionblock note tip warning caution " +
                "important danger hint alert-info alert-warning alert-danger alert-success seealso confluence-information-macro"),
            (ClassTraits.Label,
                "admonition-title custom-block-title callout-title callout-title-container starlight-aside__title markdown-alert-title alert-heading " +
                "alert-title admonition-heading"),
            (ClassTraits.Gutter,
                "linenos lineno linenodiv line-number line-numbers-rows line-numbers-wrapper gutter gl rouge-gutter ln lnt hljs-ln-numbers " +
                "code-line-number linenumber react-syntax-highlighter-line-number copybtn copy-btn copy-button copy-code-button btn-copy " +
                "buttonGroup clipboard-button zeroclipboard-container md-clipboard blob-num src-line-numbers line-numbers-sizer boring " +
                "CodeMirror-gutters CodeMirror-gutter CodeMirror-gutter-wrapper CodeMirror-linenumber CodeMirror-measure cm-gutters conum " +
                "twoslash-popup-container twoslash-popup-code twoslash-meta-line twoslash-error-line twoslash-tag-line twoslash-completion-cursor " +
                "twoslash-completion-list v-popper__popper language-id source-toolbox source-lang " +
                "diff-indicator diff-marker diff-gutter ace_gutter md-annotation code-annotation-anchor crayon-nums"),
            (ClassTraits.CodeLine, "line token-line code-line view-line ec-line CodeMirror-line cm-line ace_line blob-code crayon-line"),
            (ClassTraits.CodeEditor, "CodeMirror cm-editor monaco-editor ace_editor syntaxhighlighter js-file-line-container fragment mermaid crayon-syntax"),
            (ClassTraits.Prompt, "gp prompt prompt_ unselectable unselect no-select noselect select-none user-select-none"),
            (ClassTraits.Signature, "sig member-signature type-signature"),
            (ClassTraits.InlineSignature, "sig-inline"),
            (ClassTraits.GridTable, "summary-table details-table"),
            (ClassTraits.GridHeader, "table-header"),
            (ClassTraits.LayoutList, "summary-list block-list details-list member-list"),
            (ClassTraits.TaskList, "checklist inline-task-list to-do-list"),
            (ClassTraits.InlineBox, "tag label chip lozenge aui-lozenge selected-value IssueLabel el-tag gl-label MuiChip-root ant-tag"),
            (ClassTraits.InlineBox | ClassTraits.Badge, "badge pill VPBadge sl-badge gl-badge nx-badge stab verb http-method http-verb request-method method-badge required"),
            (ClassTraits.BlockTitle, "title"),
            (ClassTraits.SideNote, "sidenote marginnote tooltiptext tooltip-text"),
            (ClassTraits.TabPanel, "tab-pane tabpanel tab-panel tab-content tabbed-content tabbed-block sphinx-tabs-panel sd-tab-content tabs-panel tabcontent c-content-unix c-content-win"),
            (ClassTraits.TabPanels, "tab-contents tabs-contents tabs-content tab-panels tab-panes"),
            (ClassTraits.TabSet, "tabbed-set sd-tab-set vp-code-group sphinx-tabs tabs-container CodeTabs console-block"),
            (ClassTraits.TabLabels, "tabbed-labels tablist CodeTabs-toolbar tab-buttons tab-labels tablinks tablink tab-link tab-button tab-btn tab-trigger"),
            (ClassTraits.CodeCaption, "code-block-caption code-title code-block-title gatsby-code-title remark-code-title rehype-code-title filename code-filename"),
            (ClassTraits.LanguageLabel, "lang code-lang code-language language-name language code-header code-block-header codeblock-header code-block__header codeblock__header code-toolbar-header snippet-header"),
            (ClassTraits.Tooltip, "tooltip"),
            (ClassTraits.Formula, "katex katex-error mwe-math-element MathJax MathJax_SVG"),
            (ClassTraits.FormulaSource, "math arithmatex formulaInl formulaDsp js-inline-math js-display-math"),
            (ClassTraits.Doxygen, "headertitle memtitle memproto memname memberdecls compoundTemplParams summary footer params tparams retval exception"),
            (ClassTraits.Member, "method-detail method-heading method-controls shortcomment fullcomment"),
            (ClassTraits.Scribble, "RktBlk RBoxed SCodeFlow SVerbatim SVInsetFlow SubFlow leftindent Rfilebox Rfilecontent refpara refparaleft refcolumn refcolumnleft imageleft"),
            (ClassTraits.SourceLink, "src srclink collapse-toggle"),
            (ClassTraits.Entry, "caption signature link"),
            (ClassTraits.Aside, "rightside out-of-band sub-heading"),
            (ClassTraits.Collapsed, "expand-content"),
            (ClassTraits.Positioned, "absolute"),
            (ClassTraits.Footnote, "footnote footnotes footnote-list citation topic pullquote pull-quote"),
            (ClassTraits.Hidden, "visually-hidden sr-only screen-reader-text screen-reader-only visuallyhidden sr-only-focusable margin-toggle hide-when-js-enabled MathJax_Preview mwe-math-fallback-image-inline"),
        ];

        var words = new Dictionary<string, ClassTraits>(StringComparer.OrdinalIgnoreCase);

        foreach (var (traits, names) in rows)
        {
            foreach (var name in names.Split(' '))
            {
                words[name] = words.GetValueOrDefault(name) | traits;
            }
        }

        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
