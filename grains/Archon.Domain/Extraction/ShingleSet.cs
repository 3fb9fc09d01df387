using System.Buffers;

namespace Archon.Domain.Extraction;

/// <summary>Numbers that have been met, in a rented table with room for twice as many.</summary>
internal sealed class ShingleSet : IDisposable
{
    private const int Smallest = 4096;

    private ulong[] _table;
    private int _mask;
    private bool _hasZero;

    public ShingleSet()
    {
        _table = Rent(Smallest);
        _mask = Smallest - 1;
    }

    public int Count { get; private set; }

    /// <summary>True when it was not met before.</summary>
    public bool Add(ulong number)
    {
        if (number == 0)
        {
            // Zero stands for an empty place.
            Count += _hasZero ? 0 : 1;
            return !_hasZero && (_hasZero = true);
        }

        if (!Insert(number))
        {
            return false;
        }

        if (++Count * 2 > _mask)
        {
            Grow();
        }

        return true;
    }

    public void Dispose() => ArrayPool<ulong>.Shared.Return(_table);

    private static ulong[] Rent(int length)
    {
        var table = ArrayPool<ulong>.Shared.Rent(length);
        Array.Clear(table, 0, length);
        return table;
    }

    private bool Insert(ulong number)
    {
        var place = (int)number & _mask;
        while (_table[place] != 0)
        {
            if (_table[place] == number)
            {
                return false;
            }

            place = (place + 1) & _mask;
        }

        _table[place] = number;
        return true;
    }

    private void Grow()
    {
        var (before, length) = (_table, _mask + 1);
        _mask = (length * 2) - 1;
        _table = Rent(length * 2);
        foreach (var number in before.AsSpan(0, length))
        {
            if (number != 0)
            {
                Insert(number);
            }
        }

        ArrayPool<ulong>.Shared.Return(before);
    }
}
