using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Constraints;

/// <summary>What every route must keep to, beside the budget's depth. Nothing by default.</summary>
public sealed record RouteConstraints
{
    /// <summary>Molecules that may occur nowhere in a route, as SMILES.</summary>
    public IReadOnlyList<string> BannedMolecules { get; init; } = [];

    /// <summary>Ids of templates that may not be used.</summary>
    public IReadOnlyList<string> BannedTemplates { get; init; } = [];

    /// <summary>Bonds of the target, by the atom map numbers in its SMILES, that no step may break: what is bought brings them along.</summary>
    public IReadOnlyList<MappedBond> KeepBonds { get; init; } = [];

    /// <summary>Bonds of the target, by the atom map numbers in its SMILES, that the route must make: nothing that is bought has them.</summary>
    public IReadOnlyList<MappedBond> BreakBonds { get; init; } = [];

    /// <summary>A starting material, as SMILES, that the route must use, in stock or not; null for none.</summary>
    public string? Use { get; init; }

    /// <summary>What a bought molecule may cost at most, in the stock's currency and amount; one without a price is not bought. Null for no limit.</summary>
    public double? MaximumPrice { get; init; }

    /// <summary>Days until a bought molecule is here, at most; one without a lead time is not bought. Null for no limit.</summary>
    public int? MaximumLeadDays { get; init; }

    /// <summary>Whether there is nothing to keep to.</summary>
    public bool IsEmpty => BannedMolecules.Count + BannedTemplates.Count + KeepBonds.Count + BreakBonds.Count == 0 && Use is null && MaximumPrice is null && MaximumLeadDays is null;

    /// <summary>Whether an offer is within the limits.</summary>
    internal bool Allow(StockOffer offer) => (MaximumPrice is null || offer.Price <= MaximumPrice) && (MaximumLeadDays is null || offer.LeadDays <= MaximumLeadDays);
}

/// <summary>A bond between two atoms, named by their atom map numbers.</summary>
public readonly record struct MappedBond(int One, int Other)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{One}-{Other}");
}
