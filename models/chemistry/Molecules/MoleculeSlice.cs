using System.Runtime.InteropServices;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry;

/// <summary>What one native call returned, copied out; the arrays are those of native/process.cpp's MoleculeView.</summary>
internal sealed record MoleculeSlice(
    byte[] Status,
    PackedText Messages,
    PackedText Smiles,
    PackedText Scaffolds,
    ushort[] AtomCounts,
    ushort[] BondCounts,
    byte[] AtomCodes,
    float[] AtomMasses,
    ushort[] BondEnds,
    byte[] BondCodes,
    byte[] Fingerprints,
    float[] Properties);

/// <summary>Mirrors MoleculeOptions in native/process.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeMoleculeOptions
{
    public int Parts;
    public int Standardize;
    public int MaxHeavyAtoms;
    public int MaxTextLength;
    public int MorganRadius;
    public int MorganBits;
    public int MorganChirality;
}

/// <summary>Mirrors MoleculeView in native/process.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMoleculeView
{
    public long Count;
    public long Accepted;
    public long Atoms;
    public long Bonds;
    public byte* Status;
    public byte* MessageBytes;
    public long* MessageOffsets;
    public byte* SmilesBytes;
    public long* SmilesOffsets;
    public ushort* AtomCounts;
    public ushort* BondCounts;
    public byte* AtomCodes;
    public float* AtomMasses;
    public ushort* BondEnds;
    public byte* BondCodes;
    public byte* Fingerprints;
    public float* Properties;
    public byte* ScaffoldBytes;
    public long* ScaffoldOffsets;
}
