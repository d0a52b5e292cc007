using MolScreen.Contracts.Featurizing;
using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Ranking;

/// <summary>A job's property filters. A property that is NaN passes no filter.</summary>
public sealed class PropertyFilters(IReadOnlyList<PropertyFilter> filters)
{
    private readonly (int Property, double Min, double Max)[] ranges =
    [
        .. filters.Select(f => (
            MolecularProperties.Names.ToList().IndexOf(f.Property),
            f.Min ?? double.NegativeInfinity,
            f.Max ?? double.PositiveInfinity)),
    ];

    /// <summary>Whether a molecule is inside every range, ends included.</summary>
    /// <param name="properties">In the order of <see cref="MolecularProperties.Names"/>.</param>
    public bool Accept(ReadOnlySpan<float> properties)
    {
        foreach (var (property, min, max) in ranges)
        {
            // Compared as the float that travels: 0.2f must pass a minimum of 0.2.
            if (!(properties[property] >= (float)min && properties[property] <= (float)max))
            {
                return false;
            }
        }

        return true;
    }
}
