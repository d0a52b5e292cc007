namespace MolScreen.Gnn.Environments;

/// <summary>
/// The distinct environments of one radius. An environment is a root (what the edge or atom is by itself) and the environments,
/// one radius smaller, of the edges that come in; those of the same root and the same incoming ones are one and the same.
/// </summary>
internal sealed class EnvironmentLevel
{
    private const uint Multiplier = 0x9E3779B1;

    private int[] slots = new int[1024], roots = new int[512];
    private uint[] hashes = new uint[512];

    /// <summary>Distinct environments.</summary>
    internal int Count => Incoming.Count;

    /// <summary>Root of each.</summary>
    internal ReadOnlySpan<int> Roots => roots.AsSpan(0, Count);

    /// <summary>Of each the environments that come in, at the level below.</summary>
    internal RowLists Incoming { get; } = new();

    /// <summary>Of each environment at the level below those here that it comes into.</summary>
    internal RowLists Users { get; } = new();

    /// <summary>Of each root the environments that have it.</summary>
    internal RowLists RootUsers { get; } = new();

    internal void Clear()
    {
        Incoming.Clear();
        Array.Clear(slots);
    }

    /// <summary>Adds an environment of its own, whatever others there are.</summary>
    internal int Add(int root, ReadOnlySpan<int> incoming)
    {
        if (Count == roots.Length)
        {
            Array.Resize(ref roots, 2 * Count);
            Array.Resize(ref hashes, 2 * Count);
        }

        roots[Count] = root;
        Incoming.Add(incoming);
        return Count - 1;
    }

    /// <summary>The number of an environment, a new one where it has not been met.</summary>
    /// <param name="root">Its root.</param>
    /// <param name="incoming">What comes in, sorted.</param>
    internal int Number(int root, ReadOnlySpan<int> incoming)
    {
        if (2 * (Count + 1) > slots.Length)
        {
            Grow();
        }

        var hash = (uint)root * Multiplier;
        foreach (var one in incoming)
        {
            hash = (uint.RotateLeft(hash, 13) ^ (uint)one) * Multiplier;
        }

        hash ^= hash >> 15;
        var slot = Slot(hash);
        for (; slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            var known = slots[slot] - 1;
            if (hashes[known] == hash && roots[known] == root && Incoming[known].SequenceEqual(incoming))
            {
                return known;
            }
        }

        var number = Add(root, incoming);
        hashes[number] = hash;
        slots[slot] = number + 1;
        return number;
    }

    /// <summary>Fills <see cref="Users"/> and <see cref="RootUsers"/>.</summary>
    internal void Complete(int below, int rootCount)
    {
        Users.Reverse(Incoming, below);
        RootUsers.Reverse(Roots, rootCount);
    }

    private int Slot(uint hash) => (int)(hash & (uint)(slots.Length - 1));

    private void Grow()
    {
        slots = new int[2 * slots.Length];
        for (var number = 0; number < Count; number++)
        {
            var slot = Slot(hashes[number]);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = number + 1;
        }
    }
}
