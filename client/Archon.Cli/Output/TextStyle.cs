namespace Archon.Cli.Output;

/// <summary>How a piece of text stands out on a terminal that has colours.</summary>
internal enum TextStyle
{
    Plain,
    Bold,
    Dim,
    Good,
    Warning,
    Bad,
    Link,
}
