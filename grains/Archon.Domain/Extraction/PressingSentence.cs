using System.Buffers;
using System.Collections.Frozen;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells by the sentence before a button whether it is named there: one that speaks of pressing wants to be told what ("Click Save", "press the key Esc"), and ends with nothing less.
/// What stands behind it need not be known.
/// </summary>
internal static class PressingSentence
{
    private const int LongestSentence = 400;

    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?:;\n。！？：；");

    // "Then" ends no sentence.
    private static readonly FrozenSet<string> Verbs = Words(
        "click clicks clicking clicked double-click right-click left-click press presses pressing pressed choose chooses choosing chosen select selects selecting selected tap taps tapping tapped hit hits hitting " +
        "klicken klicke klickt klick drücken drücke drückt wählen wähle wählt tippen tippe cliquez cliquer clique cliquant appuyez appuyer choisissez choisir sélectionnez sélectionner " +
        "clic pulse pulsa pulsar presione presiona seleccione selecciona seleccionar elija elige clicar pressione selecione escolha clicca cliccare premi premere seleziona selezionare scegli " +
        "klik druk kies selecteer klicka tryck välj kliknij naciśnij wybierz нажмите нажать щелкните щёлкните выберите выбрать then dann puis luego poi затем");

    // They say other things as well.
    private static readonly FrozenSet<string> OtherVerbs = Words("push pick use using open run enter activate hold abra abrir öffnen ouvrez apri откройте");

    // What may stand between the verb and the name.
    private static readonly FrozenSet<string> Between = Words(
        "the a an on to and or followed by button buttons key keys option options item entry link tab icon menu command named called labelled labeled marked either both again " +
        "sie auf den die das der taste schaltfläche und oder sur le la les l bouton touche et ou en el los las botón tecla opción y o em no na o os botão e su il lo i pulsante tasto " +
        "op de het knop en på knappen w na przycisk i на кнопку клавишу и или");

    private static readonly string[] Unparted = ["点击", "點擊", "单击", "單擊", "按下", "点按", "轻触", "选择", "選擇", "按"];

    /// <summary>Whether the sentence in the making wants the name of what is pressed.</summary>
    /// <param name="text">What stands before the button.</param>
    /// <param name="isOwn">The button says something of its own, so that a sentence that speaks of pressing may name it behind any word.</param>
    public static bool Names(ReadOnlySpan<char> text, bool isOwn)
    {
        text = text[^Math.Min(text.Length, LongestSentence)..].TrimEnd("*_~");
        var sentence = text[(text.LastIndexOfAny(Ends) + 1)..];
        foreach (var verb in Unparted)
        {
            if (sentence.EndsWith(verb))
            {
                return true;
            }
        }

        var speaks = false;
        var last = default(ReadOnlySpan<char>);
        foreach (var range in sentence.SplitAny(" \u00a0,()*_~’'\"“”"))
        {
            if (!sentence[range].IsEmpty)
            {
                last = sentence[range];
                speaks |= Has(Verbs, last);
            }
        }

        if (sentence.IsEmpty || !(char.IsLetter(sentence[^1]) || sentence[^1] is ',' or '(' or '"' or '“' or '’' or '\''))
        {
            return false;
        }

        return Has(Verbs, last) || (speaks && (isOwn || Has(Between, last))) || (isOwn && Has(OtherVerbs, last));
    }

    /// <summary>Whether a heading is not all said without the name of what is pressed: "Using", "The menu".</summary>
    public static bool IsUnsaid(ReadOnlySpan<char> text)
    {
        var last = text.TrimEnd("*_~ ");
        last = last[(last.LastIndexOfAny(" \u00a0") + 1)..];
        return Has(Verbs, last) || Has(OtherVerbs, last) || Has(Between, last);
    }

    private static bool Has(FrozenSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
