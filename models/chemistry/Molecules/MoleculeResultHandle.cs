using System.Runtime.InteropServices;
using System.Text;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry;

/// <summary>Owns what one native call computed, for as long as it takes to copy it.</summary>
internal sealed class MoleculeResultHandle : SafeHandle
{
    public MoleculeResultHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Processes the texts on the calling thread.</summary>
    /// <param name="position">One pinned element, which says at any time which text is being processed, from 0.</param>
    public static MoleculeResultHandle Process(PackedText texts, NativeMoleculeOptions options, int[] position)
    {
        NativeChemistry.Check(NativeChemistry.ProcessMolecules(texts.Bytes, texts.Offsets, texts.Count, in options, position, out var result));
        return result;
    }

    /// <summary>A column, empty when it was not asked for; valid until this is disposed.</summary>
    public unsafe ReadOnlySpan<T> Column<T>(MoleculeColumn column)
        where T : unmanaged
    {
        NativeChemistry.Check(NativeChemistry.MoleculeColumn(this, (int)column, out var data, out var count));
        return new ReadOnlySpan<T>(data, checked((int)count));
    }

    /// <summary>Decodes a text column into strings, "" being one and the same string.</summary>
    public void Texts(MoleculeColumn column, Span<string> strings)
    {
        var bytes = Column<byte>(column);
        var offsets = Column<long>(column + 1);
        for (var i = 0; i < strings.Length; i++)
        {
            strings[i] = Encoding.UTF8.GetString(bytes[(int)offsets[i]..(int)offsets[i + 1]]);
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeChemistry.FreeMolecules(handle);
        return true;
    }
}
