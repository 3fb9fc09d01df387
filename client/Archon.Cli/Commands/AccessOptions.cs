using System.Collections.Immutable;
using System.CommandLine;
using Archon.Cli.Output;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary>What a site wants to be told before it shows its pages. Whatever begins with @ is read from a file: a command line is seen by others and kept in a history.</summary>
internal sealed class AccessOptions
{
    private readonly Option<string?> _user = Secret("--user", "Name and password for a site that asks for them", "NAME:PASSWORD|@FILE");
    private readonly Option<string?> _bearer = Secret("--bearer", "Token for a site that asks for one", "TOKEN|@FILE");
    private readonly Option<string[]> _headers = Secrets("--header", "Request header for the site (repeatable); a file has one a line", "'NAME: VALUE'|@FILE");
    private readonly Option<string[]> _cookies = Secrets("--cookie", "Cookie for the site (repeatable); a file has one a line", "NAME=VALUE|@FILE");

    private AccessOptions()
    {
    }

    public static AccessOptions AddTo(Command command)
    {
        var options = new AccessOptions();
        command.Add(options._user);
        command.Add(options._bearer);
        command.Add(options._headers);
        command.Add(options._cookies);
        return options;
    }

    /// <summary>Null when nothing was given.</summary>
    /// <exception cref="CliException">Something is not of its form, or a file cannot be read. The message repeats no value.</exception>
    public SiteAccess? Read(ParseResult parsed)
    {
        var user = One(parsed.GetValue(_user), _user.Name);
        var bearer = One(parsed.GetValue(_bearer), _bearer.Name);
        var headers = Pairs(parsed.GetValue(_headers), _headers.Name, ':', "'X-Api-Key: VALUE'", StringComparer.OrdinalIgnoreCase);
        var cookies = Pairs(parsed.GetValue(_cookies), _cookies.Name, '=', "session=VALUE", StringComparer.Ordinal);
        return user is null && bearer is null && headers.IsEmpty && cookies.IsEmpty
            ? null
            : new SiteAccess { Basic = user is null ? null : Credentials(user), Bearer = bearer, Headers = headers, Cookies = cookies };
    }

    /// <summary>Says which way a secret goes where others can read it; null when none does.</summary>
    public static string? Warning(CrawlRequest request, Uri? server) => request.Access switch
    {
        null => null,
        _ when IsOpen(request.Url) => "The site is asked over http: whoever is on the way can read what it is told.",
        _ when server is not null && IsOpen(server.AbsoluteUri) => "The server is asked over http: whoever is on the way can read what the site is to be told.",
        _ => null,
    };

    private static bool IsOpen(string url) => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) && !LoopbackUrl.Is(url);

    private static BasicCredentials Credentials(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new BasicCredentials { User = text[..colon], Password = text[(colon + 1)..] }
            : throw new CliException("--user wants a name and a password with a colon between them: --user NAME:PASSWORD, or --user @FILE.", ExitCode.BadUsage);
    }

    private static ImmutableDictionary<string, string> Pairs(string[]? given, string option, char separator, string example, StringComparer names)
    {
        var pairs = ImmutableDictionary.CreateBuilder<string, string>(names);
        foreach (var line in (given ?? []).SelectMany(value => Lines(value, option)))
        {
            var at = line.IndexOf(separator, StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new CliException($"{option} wants a name and a value, like {option} {example}.", ExitCode.BadUsage);
            }

            var name = line[..at].Trim();
            if (!pairs.TryAdd(name, line[(at + 1)..].Trim()))
            {
                throw new CliException($"{option} names {TerminalText.OneLine(name)} twice.", ExitCode.BadUsage);
            }
        }

        return pairs.ToImmutable();
    }

    private static string? One(string? value, string option) => value is null
        ? null
        : Lines(value, option) is [var line] ? line : throw new CliException($"{option} wants one line, and {value[1..]} has none or more.", ExitCode.BadUsage);

    private static string[] Lines(string value, string option)
    {
        if (!value.StartsWith('@'))
        {
            return [value];
        }

        try
        {
            return File.ReadAllText(value[1..]).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException($"The file {TerminalText.OneLine(value[1..])} of {option} cannot be read: {exception.Message}", ExitCode.BadUsage);
        }
    }

    private static Option<string?> Secret(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    private static Option<string[]> Secrets(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = false };
}
