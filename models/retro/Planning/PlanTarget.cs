using System.Globalization;
using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;

namespace MolScreen.Retro;

/// <summary>A molecule that routes are asked for, standardized as a stock is, or the sentence that says why none can be searched.</summary>
/// <param name="Smiles">Canonical SMILES; where there is a reason the SMILES as given, "" for a MOL block.</param>
/// <param name="Reason">Null for a target that can be searched.</param>
internal readonly record struct PlanTarget(string Smiles, string? Reason)
{
    /// <summary>Heavy atoms of the largest target.</summary>
    public const int MostHeavyAtoms = 200;

    private static readonly ProcessingOptions Options = new() { Threads = 1, RewriteBonds = false, MaxHeavyAtoms = MostHeavyAtoms };

    /// <summary>Reads a SMILES or MOL block. Counter-ions and solvents known by name are taken off; several molecules are no target.</summary>
    public static PlanTarget Read(string molecule)
    {
        var given = MolBlock.IsOne(molecule) ? "" : molecule;
        var batch = MoleculeProcessor.Process([molecule], MoleculeParts.Smiles | MoleculeParts.Standardization, Options, CancellationToken.None);
        if (batch.Accepted.Length == 0)
        {
            return new PlanTarget(given, Refusal(batch.Status[0], batch.Messages[0]));
        }

        var smiles = batch.Smiles![0];
        var other = batch.Standardization![0].Removed.FirstOrDefault(fragment => fragment.Name.Length == 0 && HasCarbon(fragment.Smiles));
        return other.Smiles is not null ? new PlanTarget(given, $"The target is several molecules, {smiles} and {other.Smiles}: plan each on its own.")
            : !HasCarbon(smiles) ? new PlanTarget(given, "The target has no carbon, and templates make organic molecules only.")
            : new PlanTarget(smiles, null);
    }

    private static string Refusal(MoleculeStatus status, string message) => status switch
    {
        MoleculeStatus.TooLarge => string.Create(CultureInfo.InvariantCulture, $"The target has more than {MostHeavyAtoms} heavy atoms."),
        MoleculeStatus.Unsupported => $"The target is not one definite molecule: {message}.",
        MoleculeStatus.Empty => "The target is empty.",
        _ => $"The target cannot be read: {message}.",
    };

    /// <summary>Whether a SMILES has a carbon atom.</summary>
    private static bool HasCarbon(string smiles)
    {
        var bracket = false;
        for (var i = 0; i < smiles.Length; i++)
        {
            var next = i + 1 < smiles.Length ? smiles[i + 1] : ' ';
            switch (smiles[i])
            {
                case '[':
                    bracket = true;
                    break;
                case ']':
                    bracket = false;
                    break;
                case 'C' when bracket ? !char.IsAsciiLetterLower(next) : next != 'l':
                    return true;
                case 'c' when !bracket || !char.IsAsciiLetterUpper(smiles[i - 1]):
                    return true;
            }
        }

        return false;
    }
}
