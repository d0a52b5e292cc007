using System.Numerics;

namespace MolScreen.Gnn.Environments;

/// <summary>
/// The distinct environments of one radius. An environment is a root (what the edge or atom is by itself) and the environments,
/// one radius smaller, of the edges that come in; those of the same root and the same incoming ones are one and the same.
/// </summary>
internal sealed class EnvironmentLevel
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private int[] slots = new int[1024], roots = new int[512];
    private ulong[] keys = new ulong[512];

    /// <summary>Distinct environments.</summary>
    internal int Count => Incoming.Count;

    /// <summary>Root of each.</summary>
    internal ReadOnlySpan<int> Roots => roots.AsSpan(0, Count);

    /// <summary>
    /// Of each a number that depends on nothing but the environment itself, so that an order by keys, unlike one by numbers, is the same
    /// whatever else a batch holds. Unset of those that were added without.
    /// </summary>
    internal ReadOnlySpan<ulong> Keys => keys.AsSpan(0, Count);

    /// <summary>Of each the environments that come in, at the level below.</summary>
    internal RowLists Incoming { get; } = new();

    /// <summary>Of each environment at the level below those here that it comes into.</summary>
    internal RowLists Users { get; } = new();

    /// <summary>Of each root the environments that have it.</summary>
    internal RowLists RootUsers { get; } = new();

    /// <summary>A key and what follows it as one key.</summary>
    internal static ulong Key(ulong key, ulong next)
    {
        key = (BitOperations.RotateLeft(key, 23) ^ next) * Multiplier;
        return key ^ (key >> 29);
    }

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
            Array.Resize(ref keys, 2 * Count);
        }

        roots[Count] = root;
        Incoming.Add(incoming);
        return Count - 1;
    }

    /// <summary>The number of an environment, a new one where it has not been met.</summary>
    /// <param name="root">Its root.</param>
    /// <param name="rootKey">The root's key.</param>
    /// <param name="incoming">What comes in, in the order of their keys.</param>
    /// <param name="below">Keys of the level below.</param>
    internal int Number(int root, ulong rootKey, ReadOnlySpan<int> incoming, ReadOnlySpan<ulong> below)
    {
        if (2 * (Count + 1) > slots.Length)
        {
            Grow();
        }

        var key = rootKey;
        foreach (var one in incoming)
        {
            key = Key(key, below[one]);
        }

        var slot = Slot(key);
        for (; slots[slot] != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            var known = slots[slot] - 1;
            if (keys[known] == key && roots[known] == root && Incoming[known].SequenceEqual(incoming))
            {
                return known;
            }
        }

        var number = Add(root, incoming);
        keys[number] = key;
        slots[slot] = number + 1;
        return number;
    }

    /// <summary>Fills <see cref="Users"/> and <see cref="RootUsers"/>.</summary>
    internal void ListUsers(int below, int rootCount)
    {
        Users.Reverse(Incoming, below);
        RootUsers.Reverse(Roots, rootCount);
    }

    private int Slot(ulong key) => (int)(key & (ulong)(slots.Length - 1));

    private void Grow()
    {
        slots = new int[2 * slots.Length];
        for (var number = 0; number < Count; number++)
        {
            var slot = Slot(keys[number]);
            while (slots[slot] != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = number + 1;
        }
    }
}
