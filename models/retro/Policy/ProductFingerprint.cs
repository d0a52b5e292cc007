using MolScreen.Chemistry;

namespace MolScreen.Retro.Policy;

/// <summary>The policy's view of a molecule: Morgan, radius 2, 2048 bits, with chirality, of the molecule as written.</summary>
public static class ProductFingerprint
{
    /// <summary>Length in bits.</summary>
    public const int Bits = 2048;

    /// <summary>Radius in bonds.</summary>
    public const int Radius = 2;

    /// <summary>Fingerprints of molecules; null where the text is none.</summary>
    /// <param name="threads">0 = all cores.</param>
    public static byte[]?[] Of(IReadOnlyList<string> smiles, int threads = 1, CancellationToken cancel = default)
    {
        var options = new ProcessingOptions
        {
            Standardize = false,
            Threads = threads,
            Fingerprint = new FingerprintOptions { Size = Bits, Radius = Radius, Chirality = true },
        };
        var batch = MoleculeProcessor.Process(smiles, MoleculeParts.Fingerprint, options, cancel);
        var result = new byte[]?[smiles.Count];
        for (var i = 0; i < batch.Accepted.Length; i++)
        {
            result[batch.Accepted[i]] = batch.Fingerprints!.AsSpan(i * batch.FingerprintBytes, batch.FingerprintBytes).ToArray();
        }

        return result;
    }
}
