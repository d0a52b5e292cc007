using System.Runtime.InteropServices;

namespace MolScreen.Gnn.Inference;

/// <summary>
/// The atom part of the first and of the output layer, computed once for each distinct atom (same codes and mass) that a
/// worker meets. Drug-like molecules have a few hundred distinct atoms.
/// </summary>
internal sealed unsafe class KindTable(FusedWeights weights)
{
    private const int Capacity = 1024;

    private readonly Dictionary<(ulong Codes, uint Mass), int> kinds = new(Capacity);
    private readonly AlignedBuffer rows = new(checked(Capacity * 2 * weights.Stride));

    /// <summary>Numbers the kind of each atom of a block.</summary>
    /// <param name="codes">7 codes an atom.</param>
    /// <param name="masses">Mass of each atom.</param>
    /// <param name="numbers">Kind of each atom; valid until the next call.</param>
    internal void Number(ReadOnlySpan<byte> codes, ReadOnlySpan<float> masses, Span<int> numbers)
    {
        if (kinds.Count + masses.Length > Capacity)
        {
            kinds.Clear();
        }

        if (masses.Length > Capacity)
        {
            rows.Ensure(checked(masses.Length * 2 * weights.Stride));
        }

        Span<byte> key = stackalloc byte[8];
        key.Clear();
        for (var atom = 0; atom < masses.Length; atom++)
        {
            var own = codes.Slice(atom * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom);
            own.CopyTo(key);
            ref var kind = ref CollectionsMarshal.GetValueRefOrAddDefault(kinds, (MemoryMarshal.Read<ulong>(key), BitConverter.SingleToUInt32Bits(masses[atom])), out var known);
            if (!known)
            {
                kind = kinds.Count - 1;
                weights.AtomRows(own, masses[atom], Input(kind), Output(kind));
            }

            numbers[atom] = kind;
        }
    }

    /// <summary>W_i's atom part of a kind.</summary>
    internal float* Input(int kind) => rows.Pointer + ((long)kind * 2 * weights.Stride);

    /// <summary>W_o's atom part and bias of a kind.</summary>
    internal float* Output(int kind) => Input(kind) + weights.Stride;
}
