using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;

namespace Archon.Grains.Crawling;

/// <remarks>How pages go from the frontier to lanes, and when there are none left.</remarks>
internal sealed partial class CrawlRun
{
    private void Pump()
    {
        if (IsEnding || _conclusion is not null || !_started || _analysis.HoldsPages)
        {
            return;
        }

        // Of documents that were handed in, none says anything of another.
        if (HopelessCrawl.Is(Record.Counters) && Record.Settings.Mode != CrawlMode.Documents)
        {
            _conclusion = GiveUpAsync();
            return;
        }

        while (_lanes.IsFree && _window.TryTake(out var page))
        {
            _lanes.Begin(page, JudgeTrap(page.Page.Url));
        }

        var allowance = Record.Settings.MaxPages - Record.Counters.PagesDone - _lanes.Busy - _window.Count;
        if (_window.Ready < Record.Settings.Concurrency && _window.Count < FrontierWindow.Most && allowance > 0 && !_window.IsClaiming && !_window.IsDry)
        {
            _ = FillAsync(() => _window.ClaimAsync((int)Math.Min(allowance, _options.Window), () => IsOver));
        }
        else if (_lanes.Busy == 0 && _window.Count == 0 && !_window.IsClaiming && !_unseen.IsAdmitting && !_twins.IsAdmitting && !_unlisted.IsRemoving
            && (allowance <= 0 || (_window.IsDry && !_analysis.IsUnderWay)))
        {
            // Only now is it known that no link leads to them, and no list. While an end is written no event may be added; it may be taken back.
            if (_twins.AreLeft && allowance > 0)
            {
                _ = FillAsync(() => _twins.AdmitAsync(() => IsEnding));
                return;
            }

            if (_unseen.AreLeft && allowance > 0)
            {
                _ = FillAsync(() => _unseen.AdmitAsync(() => IsEnding));
                return;
            }

            if (_unlisted.AreLeft)
            {
                _ = FillAsync(() => _unlisted.RemoveAsync(() => IsEnding));
                return;
            }

            _analysis.GiveUp();
            _conclusion = ConcludeAsync();
        }
    }

    private async Task FillAsync(Func<Task<bool>> fill)
    {
        try
        {
            if (!await fill())
            {
                AbandonUnlessEnding();
                return;
            }
        }
        catch (Exception exception)
        {
            // The next tick claims again.
            LogClaimFailed(exception, Record.Id);
            return;
        }

        Pump();
    }

    private void Count(WaitingPage page, PageOutcome outcome)
    {
        // While an end is written, too: it may be taken back.
        if (IsOver)
        {
            return;
        }

        if (outcome.Kind == OutcomeKind.Fenced)
        {
            AbandonUnlessEnding();
            return;
        }

        _window.Return(page, outcome);
        if ((outcome.HoldsHost ? outcome.Pause : outcome.RetryAfter) is { } held)
        {
            _account.SayHeld(page.Origin, held);
        }

        if (outcome.Kind != OutcomeKind.Deferred)
        {
            _window.Refill();
            _account.Count(page.Page, outcome);
            NoteRead(page.Page.Url, outcome);
            _recurring.Note(outcome);
            if (page.Page.Depth == 0)
            {
                _analysis.Begin();
            }
        }
    }

    // What was noted is lost with the run: the next one spends the budget once more.
    private string? JudgeTrap(string address)
    {
        if (!CanonicalUrl.TryParse(address, out var url))
        {
            return null;
        }

        if (NumberedPath.Of(url) is { } pattern && _traps.JudgeTrap(pattern) is { } alike)
        {
            return $"{alike} pages like {pattern} were nearly the same as one before; the others are passed over.";
        }

        return _facets.JudgeTrap(url) is { } facets
            ? $"{facets.Pages} pages of {facets.List} combine the same {facets.Values} values and show the same again; the others are passed over."
            : null;
    }

    private void NoteRead(string address, PageOutcome outcome)
    {
        if (outcome.Signature == 0 || !CanonicalUrl.TryParse(address, out var url))
        {
            return;
        }

        _facets.Note(url, outcome.Lines);
        if (NumberedPath.Of(url) is { } pattern)
        {
            _traps.Note(pattern, outcome.Signature);
        }
    }
}
