using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;

namespace MolScreen.Retro.Training;

/// <summary>Products that a benchmark holds: no reaction that makes one of them, in whatever stereo form, may be learned from.</summary>
internal sealed class LeftOutProducts
{
    private const int BatchSize = 4096;

    private readonly HashSet<string> _flat = new(StringComparer.Ordinal);

    /// <summary>Number of different products, without stereo.</summary>
    public int Count => _flat.Count;

    /// <summary>Reads products from files of reactions or of molecules.</summary>
    /// <exception cref="RetroException">A file does not exist.</exception>
    public static LeftOutProducts Read(IReadOnlyList<string> files, CancellationToken cancel)
    {
        var result = new LeftOutProducts();
        foreach (var file in files)
        {
            if (!File.Exists(file))
            {
                throw new RetroException($"The file of products to leave out, {file}, does not exist.");
            }

            var products = ReactionFile.IsOne(file)
                ? ReactionFile.Read(file).Select(reaction => reaction.Product.Length > 0 ? reaction.Product : reaction.Mapped[(reaction.Mapped.LastIndexOf('>') + 1)..])
                : MoleculeFile.Read(file).Where(record => record.Error is null).Select(record => record.Text);
            foreach (var batch in products.Chunk(BatchSize))
            {
                result._flat.UnionWith(Flat(batch, cancel).Where(smiles => smiles.Length > 0));
            }
        }

        return result;
    }

    /// <summary>Whether each of the products, canonical or not, is among those left out.</summary>
    public bool[] Hold(IReadOnlyList<string> products, CancellationToken cancel) =>
        _flat.Count == 0 ? new bool[products.Count] : [.. Flat(products, cancel).Select(_flat.Contains)];

    /// <summary>Canonical SMILES without stereo and atom maps; "" where the text is no molecule.</summary>
    private static string[] Flat(IReadOnlyList<string> products, CancellationToken cancel)
    {
        var bare = products.Select(WithoutStereoAndMaps).ToArray();
        var batch = MoleculeProcessor.Process(bare, MoleculeParts.Smiles, new ProcessingOptions { Standardize = false }, cancel);
        var flat = new string[products.Count];
        Array.Fill(flat, "");
        for (var i = 0; i < batch.Accepted.Length; i++)
        {
            flat[batch.Accepted[i]] = batch.Smiles![i];
        }

        return flat;
    }

    private static string WithoutStereoAndMaps(string smiles)
    {
        var text = new System.Text.StringBuilder(smiles.Length);
        var bracket = false;
        for (var i = 0; i < smiles.Length; i++)
        {
            var c = smiles[i];
            bracket = c == '[' || (bracket && c != ']');
            if (bracket && c == ':')
            {
                while (i + 1 < smiles.Length && char.IsAsciiDigit(smiles[i + 1]))
                {
                    i++;
                }
            }
            else if (c is not ('@' or '/' or '\\'))
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
