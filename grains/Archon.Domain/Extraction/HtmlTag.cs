using System.Collections.Frozen;

namespace Archon.Domain.Extraction;

/// <summary>What an HTML element means to a Markdown writer. Elements that are not named here are <see cref="Inline"/>.</summary>
internal enum HtmlTag
{
    Inline,
    Block,
    Paragraph,
    Heading1,
    Heading2,
    Heading3,
    Heading4,
    Heading5,
    Heading6,
    BulletList,
    OrderedList,
    Item,
    DefinitionList,
    Term,
    Definition,
    Table,
    TablePart,
    Row,
    HeaderCell,
    Cell,
    Caption,
    Preformatted,
    TextArea,
    BlockQuote,
    Rule,
    Details,
    Summary,
    Body,
    Main,
    Article,
    Section,
    Header,
    Footer,
    Navigation,
    Aside,
    Link,
    Code,
    Emphasis,
    Strong,
    Deleted,
    Superscript,
    Subscript,
    Quotation,
    LineBreak,
    Image,
    Math,
    CheckBox,
    Button,
    Label,

    /// <summary>Never says anything to a reader: scripts, styles, drawings, form controls.</summary>
    Silent,
}

internal static class HtmlTags
{
    private static readonly FrozenDictionary<string, HtmlTag> Known = Build();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names =
        Known.Keys.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A name as it stands in a page, in lower case.</summary>
    public static string NameOf(ReadOnlySpan<char> name) =>
        Names.TryGetValue(name, out var known) ? known : name.ToString().ToLowerInvariant();

    public static HtmlTag Of(string localName) => Known.GetValueOrDefault(localName);

    public static bool IsHeading(this HtmlTag tag) => tag is >= HtmlTag.Heading1 and <= HtmlTag.Heading6;

    public static bool IsBlock(this HtmlTag tag) => tag is >= HtmlTag.Block and <= HtmlTag.Aside;

    private static FrozenDictionary<string, HtmlTag> Build()
    {
        (HtmlTag Tag, string Names)[] rows =
        [
            (HtmlTag.Block, "div figure figcaption address fieldset form center hgroup legend html frameset noframes dialog search sl-tab-group sl-tab-panel wa-tab-group wa-tab-panel"),
            (HtmlTag.Paragraph, "p"),
            (HtmlTag.Heading1, "h1"), (HtmlTag.Heading2, "h2"), (HtmlTag.Heading3, "h3"),
            (HtmlTag.Heading4, "h4"), (HtmlTag.Heading5, "h5"), (HtmlTag.Heading6, "h6"),
            (HtmlTag.BulletList, "ul menu dir"), (HtmlTag.OrderedList, "ol"), (HtmlTag.Item, "li"),
            (HtmlTag.DefinitionList, "dl"), (HtmlTag.Term, "dt"), (HtmlTag.Definition, "dd"),
            (HtmlTag.Table, "table"), (HtmlTag.TablePart, "thead tbody tfoot"), (HtmlTag.Row, "tr"),
            (HtmlTag.HeaderCell, "th"), (HtmlTag.Cell, "td"), (HtmlTag.Caption, "caption"),
            (HtmlTag.Preformatted, "pre listing xmp plaintext"), (HtmlTag.TextArea, "textarea"),
            (HtmlTag.BlockQuote, "blockquote"), (HtmlTag.Rule, "hr"), (HtmlTag.Details, "details"), (HtmlTag.Summary, "summary"),
            (HtmlTag.Body, "body"), (HtmlTag.Main, "main"), (HtmlTag.Article, "article"), (HtmlTag.Section, "section"),
            (HtmlTag.Header, "header"), (HtmlTag.Footer, "footer"), (HtmlTag.Navigation, "nav"), (HtmlTag.Aside, "aside"),
            (HtmlTag.Link, "a"), (HtmlTag.Code, "code samp tt kbd"), (HtmlTag.Emphasis, "em i var cite dfn"),
            (HtmlTag.Strong, "strong b"), (HtmlTag.Deleted, "del s strike"), (HtmlTag.Superscript, "sup"),
            (HtmlTag.Subscript, "sub"), (HtmlTag.Quotation, "q"), (HtmlTag.LineBreak, "br"), (HtmlTag.Image, "img"),
            (HtmlTag.Math, "math"), (HtmlTag.CheckBox, "input"), (HtmlTag.Button, "button"), (HtmlTag.Label, "label"),
            (HtmlTag.Silent, "script style noscript template svg iframe frame canvas object embed audio video select option optgroup " +
                "datalist progress meter head title meta link base param source track map area col colgroup"),
        ];

        return rows
            .SelectMany(row => row.Names.Split(' '), (row, name) => KeyValuePair.Create(name, row.Tag))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }
}
