using System.Numerics;

namespace MolScreen.Retro.Stock;

/// <summary>
/// Keys in ascending order with the offers beside them. The first bits of a key, which is a hash, tell within a few entries where
/// it must stand. The memory belongs to the caller. Thread-safe.
/// </summary>
internal sealed unsafe class StockTable
{
    private const int EntriesPerSlot = 4;

    private readonly ulong* _keys;
    private readonly Half* _prices;
    private readonly ushort* _leads;
    private readonly int[] _starts;
    private readonly int _shift;

    /// <summary>Takes columns of so many entries, the keys ascending.</summary>
    public StockTable(ulong* keys, Half* prices, ushort* leads, int count)
    {
        _keys = keys;
        _prices = prices;
        _leads = leads;
        Count = count;
        var bits = Math.Max(1, BitOperations.Log2((uint)Math.Max(1, count / EntriesPerSlot)));
        _shift = 64 - bits;
        _starts = new int[(1 << bits) + 1];
        var slot = 0;
        for (var i = 0; i < count; i++)
        {
            for (var at = (int)(keys[i] >> _shift); slot <= at; slot++)
            {
                _starts[slot] = i;
            }
        }

        _starts.AsSpan(slot).Fill(count);
    }

    /// <summary>Number of entries.</summary>
    public int Count { get; }

    /// <summary>The offer of a molecule as written or, where it has charges or several parts, standardized; null where there is none.</summary>
    public StockOffer? Find(string smiles)
    {
        var at = IndexOf(StockKey.Of(smiles));
        if (at < 0 && StockKey.Standard(smiles) is var standard && !ReferenceEquals(standard, smiles))
        {
            at = IndexOf(StockKey.Of(standard));
        }

        return at < 0 ? null : StockOffer.Of(_prices[at], _leads[at]);
    }

    private int IndexOf(ulong key)
    {
        var slot = (int)(key >> _shift);
        for (var i = _starts[slot]; i < _starts[slot + 1]; i++)
        {
            if (_keys[i] == key)
            {
                return i;
            }
        }

        return -1;
    }
}
