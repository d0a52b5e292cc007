namespace MolScreen.Chemistry.Depiction;

/// <summary>How molecules are drawn. Immutable.</summary>
public sealed record DrawingOptions
{
    /// <summary>Smallest width and height of a cell in pixels.</summary>
    public const int LeastSize = 50;

    /// <summary>Largest width and height of a cell in pixels.</summary>
    public const int MostSize = 4000;

    /// <summary>Most molecules of one drawing.</summary>
    public const int MostMolecules = 100;

    /// <summary>Most columns of a grid.</summary>
    public const int MostColumns = 20;

    /// <summary>Width of a cell in pixels, 50 to 4000.</summary>
    public int Width { get; init; } = 400;

    /// <summary>Height of a cell with its legend in pixels, 50 to 4000.</summary>
    public int Height { get; init; } = 300;

    /// <summary>Cells in a row, 1 to 20; fewer molecules make a narrower drawing.</summary>
    public int Columns { get; init; } = 4;

    /// <summary>Whether atoms carry their index, from 0.</summary>
    public bool AtomIndices { get; init; }

    /// <summary>Whether stereo centres and double bonds carry their CIP label.</summary>
    public bool StereoLabels { get; init; }

    /// <summary>Whether atoms are black, whatever their element.</summary>
    public bool Monochrome { get; init; }

    /// <summary>Whether there is no white background.</summary>
    public bool Transparent { get; init; }

    /// <summary>The absolute weight that has the strongest colour; 0 takes the largest of each molecule.</summary>
    public double WeightScale { get; init; }

    /// <summary>SMARTS whose matches are highlighted in every molecule, before other highlights; null for none.</summary>
    public string? Substructure { get; init; }

    internal void Validate(int molecules)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, LeastSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Width, MostSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, LeastSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Height, MostSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(Columns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Columns, MostColumns);
        ArgumentOutOfRangeException.ThrowIfLessThan(molecules, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(molecules, MostMolecules);
        ArgumentOutOfRangeException.ThrowIfNegative(WeightScale);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(WeightScale), false, nameof(WeightScale));
    }
}
