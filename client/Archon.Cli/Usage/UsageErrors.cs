using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Archon.Cli.Output;

namespace Archon.Cli.Usage;

/// <summary>What is wrong with a command line, as a sentence with the nearest right one.</summary>
internal static class UsageErrors
{
    /// <summary>The sentence, or null when the line can be run.</summary>
    public static string? Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var sentence = UnknownFirstWord(parsed, command) ?? UnknownOption(parsed, command) ?? MissingValue(parsed) ?? UnknownWord(parsed, command);

        // Help is given to whoever left something out, but not for what there is not.
        if (sentence is null && (parsed.Action is null or ParseErrorAction || !IsHelpOrVersion(parsed)))
        {
            sentence = parsed.Errors.Select(error => error.Message).FirstOrDefault();
        }

        return sentence is null ? null : WithHelp(TerminalText.OneLine(sentence), command);
    }

    /// <summary>A sentence about a wrong use, and where the right one is taught.</summary>
    public static string WithHelp(string sentence, Command command) => $"{sentence}\nTry: {NameOf(command)} --help";

    public static string NameOf(Command command) =>
        command is RootCommand ? "archon" : $"archon {command.Name}";

    private static bool IsHelpOrVersion(ParseResult parsed) =>
        parsed.Action is CommandLineAction { ClearsParseErrors: true };

    /// <summary>Whose command is unknown has options that are unknown too, and they are not what is wrong.</summary>
    private static string? UnknownFirstWord(ParseResult parsed, Command command) =>
        command is RootCommand root && parsed.UnmatchedTokens is [var word, ..] && !word.StartsWith('-') ? UnknownCommand(root, word) : null;

    /// <summary>The parser takes an option it does not know for an argument, so arguments are looked at too.</summary>
    private static string? UnknownOption(ParseResult parsed, Command command)
    {
        var afterDashes = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Select(token => token.Value).ToHashSet();
        var arguments = parsed.CommandResult.Tokens.Select(token => token.Value).Concat(parsed.UnmatchedTokens);
        var unknown = arguments.FirstOrDefault(value => value.Length > 1 && value[0] == '-' && !afterDashes.Contains(value));
        if (unknown is null)
        {
            return null;
        }

        var name = unknown.Split('=')[0];
        var nearest = Suggestion.Nearest(name, command.Options.SelectMany(option => option.Aliases.Append(option.Name)).Append("--help"));
        if (nearest == name)
        {
            return $"{name} stands before the command. Options stand behind it: {NameOf(command)} {name} ….";
        }

        return $"{name} is not an option of {NameOf(command)}{DidYouMean(nearest)}";
    }

    /// <summary>The parser takes the next option for the value that was left out.</summary>
    private static string? MissingValue(ParseResult parsed)
    {
        var known = parsed.CommandResult.Command.Options.SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var given in parsed.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit && option.Option.Arity.MinimumNumberOfValues > 0))
        {
            var taken = given.Tokens.FirstOrDefault(token => known.Contains(token.Value));
            if (taken is not null || given.Tokens.Count == 0)
            {
                var why = taken is null ? "" : $": '{taken.Value}' is an option";
                return $"{given.Option.Name} has no value{why}. Write it as {given.Option.Name} {given.Option.HelpName}.";
            }
        }

        return null;
    }

    private static string? UnknownWord(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens.Count == 0)
        {
            return null;
        }

        var word = parsed.UnmatchedTokens[0];
        return command is RootCommand root ? UnknownCommand(root, word) : $"{NameOf(command)} does not know what to do with '{word}'.";
    }

    /// <summary>The sentence for a word that is no command: the nearest one, or all of them.</summary>
    public static string UnknownCommand(Command root, string word)
    {
        var commands = root.Subcommands.Select(known => known.Name).ToArray();
        return $"{word} is not a command of archon" + (Suggestion.Nearest(word, commands) is { } nearest
            ? DidYouMean(nearest)
            : $"; the commands are {string.Join(", ", commands)}.");
    }

    private static string DidYouMean(string? nearest) => nearest is null ? "." : $"; did you mean {nearest} ?";
}
