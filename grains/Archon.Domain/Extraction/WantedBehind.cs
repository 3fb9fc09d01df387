namespace Archon.Domain.Extraction;

/// <summary>What must stand behind a button for it to be a word.</summary>
internal enum WantedBehind
{
    /// <summary>It is none, whatever stands there.</summary>
    Other,

    /// <summary>It is one, whatever stands there.</summary>
    Anything,

    /// <summary>No other button, and nothing that it does something with.</summary>
    NoButton,

    /// <summary>Text that goes on with a sentence, says what the button is, or joins it to another one.</summary>
    Sentence,

    /// <summary>All the rest of a sentence: what a site offers may be copied, edited and run.</summary>
    WholeSentence,
}
