namespace MolScreen.Gnn.Environments;

/// <summary>For each row of one matrix the rows of another that it is the sum of; a row may be listed more than once.</summary>
internal sealed class RowLists
{
    private int[] starts = [0, 0], items = [];

    /// <summary>Lists.</summary>
    internal int Count { get; private set; }

    /// <summary>The rows of one list.</summary>
    internal ReadOnlySpan<int> this[int list] => items.AsSpan(starts[list]..starts[list + 1]);

    internal void Clear() => Count = 0;

    /// <summary>Adds a list at the end.</summary>
    internal void Add(ReadOnlySpan<int> list)
    {
        var start = starts[Count++];
        if (starts.Length == Count)
        {
            Array.Resize(ref starts, 2 * Count);
        }

        if (start + list.Length > items.Length)
        {
            Array.Resize(ref items, 2 * (start + list.Length));
        }

        list.CopyTo(items.AsSpan(start));
        starts[Count] = start + list.Length;
    }

    /// <summary>Becomes the reverse of lists: for each of <paramref name="rows"/> rows the lists that it is in, ascending.</summary>
    internal void Reverse(RowLists of, int rows)
    {
        Start(rows, of.starts[of.Count]);
        foreach (var row in of.items.AsSpan(0, of.starts[of.Count]))
        {
            starts[row + 1]++;
        }

        var next = Sum();
        for (var list = 0; list < of.Count; list++)
        {
            foreach (var row in of[list])
            {
                items[next[row]++] = list;
            }
        }
    }

    /// <summary>Becomes for each of <paramref name="rows"/> rows the positions at which it stands, ascending.</summary>
    internal void Reverse(ReadOnlySpan<int> of, int rows)
    {
        Start(rows, of.Length);
        foreach (var row in of)
        {
            starts[row + 1]++;
        }

        var next = Sum();
        for (var position = 0; position < of.Length; position++)
        {
            items[next[of[position]]++] = position;
        }
    }

    private void Start(int rows, int length)
    {
        Count = rows;
        starts = starts.Length > rows ? starts : new int[2 * (rows + 1)];
        items = items.Length >= length ? items : new int[2 * length];
        starts.AsSpan(0, rows + 1).Clear();
    }

    private int[] Sum()
    {
        for (var row = 0; row < Count; row++)
        {
            starts[row + 1] += starts[row];
        }

        return starts[..Count];
    }
}
