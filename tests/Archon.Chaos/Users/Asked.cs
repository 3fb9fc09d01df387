namespace Archon.Chaos.Users;

/// <summary>
/// Keeps count of what users ask of one crawl in one respect, so that it is known when nobody but oneself can have changed it. An asking whose
/// answer got lost may still be carried out at any time: from then on nothing is certain. One that was refused must not be. Thread-safe.
/// </summary>
internal sealed class Asked
{
    private readonly Lock _gate = new();
    private int _begun;
    private int _underWay;
    private int _lost;

    /// <summary>Requests sent, answered or not.</summary>
    public int Sent { get; private set; }

    /// <summary>An answer got lost.</summary>
    public bool IsUncertain
    {
        get
        {
            lock (_gate)
            {
                return _lost > 0;
            }
        }
    }

    /// <summary>Askings so far; null while one is under way or when an answer got lost. Twice the same number: nobody asked in between.</summary>
    public int? Still
    {
        get
        {
            lock (_gate)
            {
                return _underWay > 0 || _lost > 0 ? null : _begun;
            }
        }
    }

    public void Begin()
    {
        lock (_gate)
        {
            _begun++;
            _underWay++;
        }
    }

    public void Send()
    {
        lock (_gate)
        {
            Sent++;
        }
    }

    public void Lose()
    {
        lock (_gate)
        {
            _lost++;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            _underWay--;
        }
    }
}
