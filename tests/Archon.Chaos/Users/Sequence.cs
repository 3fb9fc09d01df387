using System.Globalization;
using Archon.GrainInterfaces.Progress;

namespace Archon.Chaos.Users;

/// <summary>What one subscriber was given, checked while it comes. Thread-safe.</summary>
/// <param name="who">Its name in the findings.</param>
internal sealed class Sequence(string who)
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _numbers = [];
    private readonly List<string> _findings = [];
    private double _percentage;
    private long _done;
    private int _terminals;

    /// <summary>Number of the last event; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>The terminal event came.</summary>
    public bool IsOver => Terminal is not null;

    public CrawlProgress? Terminal { get; private set; }

    /// <summary>What was wrong so far, in sentences.</summary>
    public IReadOnlyList<string> Findings
    {
        get
        {
            lock (_gate)
            {
                return [.. _findings];
            }
        }
    }

    public bool Has(long number)
    {
        lock (_gate)
        {
            return _numbers.Contains(number);
        }
    }

    public void Take(CrawlProgress progress)
    {
        lock (_gate)
        {
            if (progress.Sequence <= Last)
            {
                Find($"was given {progress.Sequence} after {Last}");
                return;
            }

            if (progress.Sequence - progress.Coalesced - 1 != Last)
            {
                Find($"was given {progress.Sequence}, which folds {progress.Coalesced}, after {Last}");
            }

            if (Terminal is not null || (progress.IsTerminal && ++_terminals > 1))
            {
                Find($"was given {progress.Sequence} ({progress.Status}) after the end");
            }

            if (progress.Percentage < _percentage && progress.Percentage >= 0)
            {
                Find(string.Create(CultureInfo.InvariantCulture, $"saw the percentage fall from {_percentage} to {progress.Percentage} at {progress.Sequence}"));
            }

            if (progress.PagesDone < _done)
            {
                Find($"saw the pages done fall from {_done} to {progress.PagesDone} at {progress.Sequence}");
            }

            _percentage = Math.Max(_percentage, progress.Percentage);
            _done = Math.Max(_done, progress.PagesDone);
            _numbers.Add(progress.Sequence);
            Last = progress.Sequence;
            Terminal = progress.IsTerminal ? progress : Terminal;
        }
    }

    /// <summary>Says what is wrong.</summary>
    public void Find(string finding)
    {
        lock (_gate)
        {
            _findings.Add($"{who} {finding}");
        }
    }
}
