namespace MolScreen.Gnn.Uncertainty;

/// <summary>Where a value is expected, both ends included.</summary>
/// <param name="Low">Lower end, in the value's unit.</param>
/// <param name="High">Upper end, at least <paramref name="Low"/>.</param>
public readonly record struct PredictionInterval(double Low, double High)
{
    /// <summary>The part of the interval that is possible; what lies outside altogether becomes the nearest limit. Loses no coverage.</summary>
    /// <param name="minimum">Smallest possible value; null where there is none.</param>
    /// <param name="maximum">Largest possible value; null where there is none.</param>
    public PredictionInterval Within(double? minimum, double? maximum)
    {
        var (least, most) = (minimum ?? double.NegativeInfinity, maximum ?? double.PositiveInfinity);
        return new PredictionInterval(Math.Clamp(Low, least, most), Math.Clamp(High, least, most));
    }

    /// <summary>The interval widened to hold a value.</summary>
    public PredictionInterval Including(double value) => new(Math.Min(Low, value), Math.Max(High, value));
}
