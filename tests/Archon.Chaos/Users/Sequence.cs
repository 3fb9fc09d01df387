using System.Globalization;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Chaos.Users;

/// <summary>What one subscriber was given, checked while it comes. Thread-safe.</summary>
/// <param name="who">Its name in the findings.</param>
internal sealed class Sequence(string who)
{
    private readonly Lock _gate = new();
    private readonly HashSet<long> _numbers = [];
    private readonly List<string> _findings = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double _percentage;
    private long _done;
    private bool _isOver;

    /// <summary>Number of the last event; 0 before the first.</summary>
    public long Last { get; private set; }

    /// <summary>The terminal event came, and nobody said that there is more.</summary>
    public bool IsOver
    {
        get
        {
            lock (_gate)
            {
                return _isOver;
            }
        }
    }

    /// <summary>The newest terminal event, unless a retry came after it.</summary>
    public CrawlProgress? Terminal { get; private set; }

    /// <summary>Terminal events so far: one for each end.</summary>
    public int Ends { get; private set; }

    /// <summary>Completes with the first end.</summary>
    public Task Ended => _ended.Task;

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

    /// <summary>The crawl has events after its end: a retry's.</summary>
    public void ExpectMore()
    {
        lock (_gate)
        {
            _isOver = false;
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

            if (Terminal is not null)
            {
                TakeFirstAfterEnd(progress);
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
            _isOver = progress.IsTerminal;
            if (progress.IsTerminal)
            {
                Terminal = progress;
                Ends++;
                _ended.TrySetResult();
            }
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

    // Only a retry goes on after an end: it says so at once, and shows its percentage anew.
    private void TakeFirstAfterEnd(CrawlProgress progress)
    {
        if (progress.Status != CrawlStatus.Queued || progress.Coalesced > 0)
        {
            Find($"was given {progress.Sequence} ({progress.Status}) after the end");
        }

        Terminal = null;
        _percentage = 0;
    }
}
