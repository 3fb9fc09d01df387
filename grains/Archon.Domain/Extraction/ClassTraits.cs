namespace Archon.Domain.Extraction;

/// <summary>What the words in an element's <c>class</c> and <c>id</c> say about it.</summary>
[Flags]
internal enum ClassTraits : long
{
    None = 0,

    /// <summary>Named by a documentation generator as the document itself.</summary>
    Document = 1,

    /// <summary>A usual but unspecific name for the content: believed only when nothing better is found.</summary>
    PerhapsDocument = 1L << 1,

    /// <summary>Navigation, table of contents, breadcrumbs, edit links, banners.</summary>
    Boilerplate = 1L << 2,

    /// <summary>A link to the heading it stands in, shown as a sign.</summary>
    HeadingAnchor = 1L << 3,

    /// <summary>A note, a tip, a warning.</summary>
    Admonition = 1L << 4,

    /// <summary>The label of an admonition.</summary>
    Label = 1L << 5,

    /// <summary>Line numbers and copy buttons beside code.</summary>
    Gutter = 1L << 6,

    /// <summary>One line of highlighted code.</summary>
    CodeLine = 1L << 7,

    /// <summary>The signature of a function or type, shown in code.</summary>
    Signature = 1L << 8,

    /// <summary>A signature inside running text.</summary>
    InlineSignature = 1L << 9,

    /// <summary>A table made of <c>div</c>s with its header cells first (javadoc 16 and later).</summary>
    GridTable = 1L << 10,

    /// <summary>A header cell of a <see cref="GridTable"/>.</summary>
    GridHeader = 1L << 11,

    /// <summary>One of several alternatives, of which a script shows one.</summary>
    TabPanel = 1L << 12,

    /// <summary>A part of the text that often stands in an <c>aside</c>: a footnote, a quotation.</summary>
    Footnote = 1L << 13,

    /// <summary>Shown to screen readers only, or not at all.</summary>
    Hidden = 1L << 14,

    /// <summary>A table of contents: boilerplate unless the page is little else.</summary>
    Contents = 1L << 15,

    /// <summary>A list element that only arranges sections (javadoc).</summary>
    LayoutList = 1L << 16,

    /// <summary>Tabs: labels and the panels they are of.</summary>
    TabSet = 1L << 17,

    /// <summary>The labels of tabs, all of a set.</summary>
    TabLabels = 1L << 18,

    /// <summary>The caption of code, or the name of its file.</summary>
    CodeCaption = 1L << 19,

    /// <summary>The name of a language above code, or of one beside a word.</summary>
    LanguageLabel = 1L << 20,

    /// <summary>A prompt before a command, or something else that cannot be selected with the code.</summary>
    Prompt = 1L << 21,

    /// <summary>An editor that shows code (CodeMirror, Monaco), or another view of it in elements of one line each (Doxygen, SyntaxHighlighter, GitHub), or what a script draws (Mermaid).</summary>
    CodeEditor = 1L << 22,

    /// <summary>A sign that explains itself when it is pointed at, or what it then says.</summary>
    Tooltip = 1L << 23,

    /// <summary>A formula as a program has set it.</summary>
    Formula = 1L << 24,

    /// <summary>On a link: to the source of what is described, or a toggle (rustdoc).</summary>
    SourceLink = 1L << 25,

    /// <summary>Stands at the side of what is described: since when it is there, and where its source is (rustdoc).</summary>
    Aside = 1L << 26,

    /// <summary>A formula as its author wrote it, for a script to set; or a picture of one.</summary>
    FormulaSource = 1L << 27,

    /// <summary>Something of a page that Doxygen has made (<see cref="DoxygenWriter"/>); elsewhere it may be called so and be something else.</summary>
    Doxygen = 1L << 28,

    /// <summary>Opens and closes something on the page, if it is a button or a link.</summary>
    Control = 1L << 29,

    /// <summary>Text of the document even while it is hidden.</summary>
    Collapsed = 1L << 30,

    /// <summary>Stands over or beside the text, as Tailwind's classes say.</summary>
    Positioned = 1L << 31,

    /// <summary>A list of tasks whose state is no check box.</summary>
    TaskList = 1L << 40,

    /// <summary>Text in a box of its own, which stands apart from another: a tag, a selected value.</summary>
    InlineBox = 1L << 41,

    /// <summary>The title of a block, whatever that is.</summary>
    BlockTitle = 1L << 42,

    /// <summary>A note that stands in the margin, beside the word in the text where it is written.</summary>
    SideNote = 1L << 43,

    /// <summary>A box that stands apart from words, too: what a thing is said to be beside its name.</summary>
    Badge = 1L << 44,

    /// <summary>Holds the panels of a set of tabs, which need no names of their own there.</summary>
    TabPanels = 1L << 45,

    /// <summary>Boilerplate by its name, which what is written about such things has as well.</summary>
    Subject = 1L << 46,

    /// <summary>May lead to the pages before and behind, and to nothing else (<see cref="PageTurner"/>).</summary>
    Turner = 1L << 50,

    /// <summary>The entry of a member in a reference, or its signature there (<see cref="MemberWriter"/>).</summary>
    Member = 1L << 51,

    /// <summary>Something of a page that Scribble has made (<see cref="ScribbleWriter"/>).</summary>
    Scribble = 1L << 47,

    /// <summary>Something of an entry of a reference, or of the page of a module (<see cref="EntryWriter"/>); elsewhere it may be called so and be something else.</summary>
    Entry = 1L << 48,
}
