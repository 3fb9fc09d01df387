using Archon.Cli.Output;

namespace Archon.Cli.Crawling;

/// <summary>Says once that a crawl's events cannot come for now, and once that they can again.</summary>
internal sealed class InterruptionLines(TerminalStream errors)
{
    private bool _isInterrupted;

    public void Say(string? why)
    {
        if (why is not null && !_isInterrupted)
        {
            errors.Line($"{TerminalText.OneLine(why)} Trying again; the crawl goes on meanwhile, and nothing of it is missed.");
        }
        else if (why is null && _isInterrupted)
        {
            errors.Line("The gateway answers again.");
        }

        _isInterrupted = why is not null;
    }
}
