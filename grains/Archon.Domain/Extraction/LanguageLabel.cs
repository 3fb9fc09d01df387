namespace Archon.Domain.Extraction;

/// <summary>A line that says the language of the code below it: code takes the language, and the line stays when none comes. Reused from page to page.</summary>
internal sealed class LanguageLabel(BlockOutput output)
{
    private string _text = "";

    /// <summary>The language; empty when no label stands above the next block.</summary>
    public string Language { get; private set; } = "";

    /// <summary>What it says is said by the fence, or by nothing.</summary>
    public void Drop() => (Language, _text) = ("", "");

    public void Set(string language, string label) => (Language, _text) = (language, label.Trim());

    /// <summary>No code came below it.</summary>
    public void End()
    {
        if (_text.Length > 0)
        {
            output.BeginBlock();
            output.AppendParagraph(_text);
            Drop();
        }
    }
}
