using System.Buffers;
using System.Collections.Frozen;

namespace Archon.Domain.Search;

/// <summary>
/// What English forms of a word have in common: connect, connected and connections are one word to whoever searches. The algorithm is
/// Porter's second one (M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org, without its step for
/// apostrophes, which part words here), so that an index made by PostgreSQL's <c>english_stem</c> answers too.
/// </summary>
public static class EnglishStem
{
    /// <summary>Letters of the longest English word that is worth the work; a longer one is no word and is its own stem.</summary>
    private const int Longest = 60;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    private static readonly FrozenDictionary<string, string> Irregular = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> WholeWithoutS =
        FrozenSet.ToFrozenSet(["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"], StringComparer.Ordinal);

    private static readonly (string Suffix, string By)[] Second =
    [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"), ("biliti", "ble"),
        ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"),
        ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];

    private static readonly (string Suffix, string By)[] Third =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Fourth =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic",
    ];

    /// <summary>The stem of a word in lower case. What holds a digit is left as it is.</summary>
    public static string Of(string word)
    {
        if (word.Length is < 3 or > Longest || word.AsSpan().IndexOfAnyInRange('0', '9') >= 0)
        {
            return word;
        }

        if (Irregular.TryGetValue(word, out var irregular))
        {
            return irregular;
        }

        Span<char> room = stackalloc char[Longest + 1];
        word.CopyTo(room);
        var stem = new Letters(room, word.Length);
        stem.MarkConsonantY();
        stem.FindRegions(word);
        stem.DropPlural();
        if (!(stem.Length is 6 or 7 && WholeWithoutS.Contains(stem.ToString())))
        {
            stem.DropPast();
            stem.ShortenEnd();
            stem.Replace(Second, isThird: false);
            stem.Replace(Third, isThird: true);
            stem.DropEnding();
            stem.DropLastLetter();
        }

        return stem.Finish(word);
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    /// <summary>The word while it is being shortened. A consonant y is written Y; R1 and R2 begin at letters that never move.</summary>
    private ref struct Letters(Span<char> room, int length)
    {
        private readonly Span<char> _room = room;
        private int _first;
        private int _second;

        public int Length { get; private set; } = length;

        private readonly ReadOnlySpan<char> Word => _room[..Length];

        public readonly override string ToString() => Word.ToString();

        public readonly void MarkConsonantY()
        {
            for (var i = 0; i < Length; i++)
            {
                if (_room[i] == 'y' && (i == 0 || IsVowel(_room[i - 1])))
                {
                    _room[i] = 'Y';
                }
            }
        }

        public void FindRegions(string word)
        {
            _first = word.StartsWith("gener", StringComparison.Ordinal) || word.StartsWith("arsen", StringComparison.Ordinal) ? 5
                : word.StartsWith("commun", StringComparison.Ordinal) ? 6
                : RegionAfter(0);
            _second = RegionAfter(_first);
        }

        // Step 1a.
        public void DropPlural()
        {
            if (Ends("sses"))
            {
                Length -= 2;
            }
            else if (Ends("ied") || Ends("ies"))
            {
                Length -= Length > 4 ? 2 : 1;
            }
            else if (Ends("s") && !Ends("us") && !Ends("ss") && Word[..^2].ContainsAny(Vowels))
            {
                Length--;
            }
        }

        // Step 1b.
        public void DropPast()
        {
            if (Ends("eedly") || Ends("eed"))
            {
                var suffix = Ends("eed") ? 3 : 5;
                if (Length - suffix >= _first)
                {
                    Length -= suffix - 2;
                }

                return;
            }

            var ending = Ends("ingly") ? 5 : Ends("edly") ? 4 : Ends("ing") ? 3 : Ends("ed") ? 2 : 0;
            if (ending == 0 || !Word[..^ending].ContainsAny(Vowels))
            {
                return;
            }

            Length -= ending;
            if (Ends("at") || Ends("bl") || Ends("iz"))
            {
                Append('e');
            }
            else if (EndsDouble())
            {
                Length--;
            }
            else if (Length == _first && EndsShort(Length))
            {
                Append('e');
            }
        }

        // Step 1c.
        public readonly void ShortenEnd()
        {
            if (Length > 2 && _room[Length - 1] is 'y' or 'Y' && !IsVowel(_room[Length - 2]))
            {
                _room[Length - 1] = 'i';
            }
        }

        // Steps 2 and 3: only the longest suffix counts, whether it may go or not.
        public void Replace((string Suffix, string By)[] rules, bool isThird)
        {
            foreach (var (suffix, by) in rules)
            {
                if (!Ends(suffix))
                {
                    continue;
                }

                var start = Length - suffix.Length;
                var may = start >= _first && suffix switch
                {
                    "ogi" => start > 0 && _room[start - 1] == 'l',
                    "li" => start > 0 && _room[start - 1] is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't',
                    "ative" => !isThird || start >= _second,
                    _ => true,
                };
                if (may)
                {
                    by.CopyTo(_room[start..]);
                    Length = start + by.Length;
                }

                return;
            }
        }

        // Step 4.
        public void DropEnding()
        {
            foreach (var suffix in Fourth)
            {
                if (!Ends(suffix))
                {
                    continue;
                }

                var start = Length - suffix.Length;
                if (start >= _second && (suffix != "ion" || (start > 0 && _room[start - 1] is 's' or 't')))
                {
                    Length = start;
                }

                return;
            }
        }

        // Step 5.
        public void DropLastLetter()
        {
            var last = Length - 1;
            if ((Ends("e") && (last >= _second || (last >= _first && !EndsShort(last))))
                || (Ends("ll") && last >= _second))
            {
                Length--;
            }
        }

        public readonly string Finish(string word)
        {
            _room[..Length].Replace('Y', 'y');
            return Word.SequenceEqual(word) ? word : Word.ToString();
        }

        private void Append(char letter) => _room[Length++] = letter;

        private readonly bool Ends(string suffix) => Word.EndsWith(suffix, StringComparison.Ordinal);

        private readonly bool EndsDouble() => Length > 1 && _room[Length - 1] == _room[Length - 2]
            && _room[Length - 1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't';

        /// <summary>Whether the letters before <paramref name="end"/> end in a short syllable.</summary>
        private readonly bool EndsShort(int end) => end == 2
            ? IsVowel(_room[0]) && !IsVowel(_room[1])
            : end > 2 && !IsVowel(_room[end - 3]) && IsVowel(_room[end - 2]) && !IsVowel(_room[end - 1]) && _room[end - 1] is not ('w' or 'x' or 'Y');

        /// <summary>After the first consonant that follows a vowel.</summary>
        private readonly int RegionAfter(int start)
        {
            for (var i = start + 1; i < Length; i++)
            {
                if (!IsVowel(_room[i]) && IsVowel(_room[i - 1]))
                {
                    return i + 1;
                }
            }

            return Length;
        }
    }
}
