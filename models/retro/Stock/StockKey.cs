using System.Text;
using MolScreen.Chemistry;

namespace MolScreen.Retro.Stock;

/// <summary>The 64-bit key under which a molecule is kept in a stock, and the molecule's standard form.</summary>
public static class StockKey
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>
    /// Key of a canonical SMILES: FNV-1a over its UTF-8 bytes, then MurmurHash3's 64-bit finalizer. Two of a million
    /// molecules share a key with a chance of 3·10⁻⁸.
    /// </summary>
    public static ulong Of(string smiles)
    {
        var hash = FnvOffset;
        if (Ascii.IsValid(smiles))
        {
            foreach (var c in smiles)
            {
                hash = (hash ^ c) * FnvPrime;
            }
        }
        else
        {
            foreach (var c in Encoding.UTF8.GetBytes(smiles))
            {
                hash = (hash ^ c) * FnvPrime;
            }
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    /// <summary>The standard form of a canonical SMILES; the text itself where it has none.</summary>
    internal static string Standard(string smiles)
    {
        // Standardization that leaves bonds alone only takes away fragments and charges; without either, the charges of nitro groups
        // not counted, the SMILES already is the standard one.
        if (smiles.AsSpan().IndexOfAny('+', '.') < 0 && !smiles.Contains("-]", StringComparison.Ordinal))
        {
            return smiles;
        }

        var bare = smiles.Replace("[N+](=O)[O-]", "", StringComparison.Ordinal).Replace("O=[N+]([O-])", "", StringComparison.Ordinal);
        if (bare.AsSpan().IndexOfAny('+', '.') < 0 && !bare.Contains("-]", StringComparison.Ordinal))
        {
            return smiles;
        }

        var batch = MoleculeProcessor.Process([smiles], MoleculeParts.Smiles, new ProcessingOptions { Threads = 1, RewriteBonds = false });
        return batch.Accepted.Length == 1 ? batch.Smiles![0] : smiles;
    }
}
