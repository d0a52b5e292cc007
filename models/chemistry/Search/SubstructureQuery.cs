using System.Runtime.InteropServices;
using System.Text;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Search;

/// <summary>How a substructure is written. Mirrors QueryNotation in native/search.h.</summary>
public enum QueryNotation
{
    /// <summary>SMARTS of up to 10,000 bytes and 250 atoms, recursive ones nested up to 20 deep.</summary>
    Smarts,

    /// <summary>SMILES, taken as a molecule: its atoms match atoms of the same element.</summary>
    Smiles,

    /// <summary>A MOL block, taken as a molecule with the query features that it has.</summary>
    MolBlock,
}

/// <summary>A substructure that was understood. Immutable; threads may share it.</summary>
public sealed class SubstructureQuery
{
    /// <summary>Bytes of a molecule's or a query's pattern fingerprint.</summary>
    internal const int ScreenBytes = 256;

    private SubstructureQuery(string text, QueryNotation notation, bool chirality, byte[] screen)
    {
        Text = text;
        Notation = notation;
        Chirality = chirality;
        Screen = screen;
    }

    /// <summary>What is searched for.</summary>
    public string Text { get; }

    /// <summary>How it is written.</summary>
    public QueryNotation Notation { get; }

    /// <summary>Whether stereo that the query states must be the molecule's.</summary>
    public bool Chirality { get; }

    /// <summary>The bits that the pattern fingerprint of every molecule with the substructure has.</summary>
    internal byte[] Screen { get; }

    /// <summary>Reads a query; without a notation a text with an <c>M  END</c> is a MOL block, any other a SMARTS.</summary>
    /// <exception cref="QueryException">The text is not a query, or exceeds a limit of its notation.</exception>
    public static SubstructureQuery Parse(string text, QueryNotation? notation = null, bool chirality = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var meant = notation ?? (text.Contains("M  END", StringComparison.Ordinal) ? QueryNotation.MolBlock : QueryNotation.Smarts);
        using var compiled = Compile(text, meant, chirality);
        var screen = new byte[ScreenBytes];
        NativeChemistry.Check(NativeChemistry.QueryScreen(compiled, screen, screen.Length));
        return new SubstructureQuery(text, meant, chirality, screen);
    }

    /// <summary>A native query, for one thread at a time; the caller disposes it.</summary>
    internal QueryHandle Compile() => Compile(Text, Notation, Chirality);

    private static QueryHandle Compile(string text, QueryNotation notation, bool chirality)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        NativeChemistry.Check(NativeChemistry.CompileQuery(bytes, bytes.Length, (int)notation, chirality ? 1 : 0, out var status, out var query));
        if (!query.IsInvalid)
        {
            return query;
        }

        query.Dispose();
        var shown = text.Length <= 60 ? text : text[..60] + "…";
        throw new QueryException($"The query '{shown.ReplaceLineEndings(" ")}' cannot be used. {NativeChemistry.LastMessage()} ({((MoleculeStatus)status).ReasonCode()})");
    }
}

/// <summary>A compiled query in native memory.</summary>
internal sealed class QueryHandle : SafeHandle
{
    public QueryHandle()
        : base(0, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeChemistry.FreeQuery(handle);
        return true;
    }
}
