using MolScreen.Chemistry;
using MolScreen.Retro.Search;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Constraints;

/// <summary>
/// A single-step model and a stock that offer only what constraints allow, so that every algorithm keeps to them and its proofs
/// hold under them. Two constraints reach over several steps; here they become properties of a molecule's name. Atoms of
/// constrained bonds carry their map numbers through all reactions. A molecule below which the required starting material
/// must occur begins with <see cref="Required"/>: one of the reactants of each of its reactions does, too.
/// </summary>
internal sealed class ConstrainedChemistry : ISingleStepModel, IStock
{
    /// <summary>First character of the name of a molecule that has to be made with the required starting material.</summary>
    public const char Required = '!';

    private readonly ISingleStepModel _model;
    private readonly IStock _stock;
    private readonly RouteConstraints _constraints;
    private readonly HashSet<string> _bannedMolecules;
    private readonly HashSet<string> _bannedTemplates;
    private readonly HashSet<MappedBond> _keep;
    private readonly HashSet<MappedBond> _break;
    private readonly string? _use;

    /// <summary>Reads the constraints for a target.</summary>
    /// <param name="target">Canonical SMILES with map numbers.</param>
    /// <exception cref="RetroException">A molecule cannot be read, or the target has no such bond.</exception>
    public ConstrainedChemistry(string target, RouteConstraints constraints, ISingleStepModel model, IStock stock)
    {
        (_model, _stock, _constraints) = (model, stock, constraints);
        _bannedMolecules = constraints.BannedMolecules.Select(Read).ToHashSet(StringComparer.Ordinal);
        _bannedTemplates = constraints.BannedTemplates.ToHashSet(StringComparer.Ordinal);
        _use = constraints.Use is { } use ? Read(use) : null;
        var bonds = AtomMaps.Bonds(target);
        _keep = Find(constraints.KeepBonds);
        _break = Find(constraints.BreakBonds);
        if (_keep.Overlaps(_break))
        {
            throw new RetroException($"The bond {_keep.First(_break.Contains)} cannot be kept and broken.");
        }

        var numbers = _keep.Concat(_break).SelectMany(bond => new[] { bond.One, bond.Other }).ToHashSet();
        Target = (_use is null ? "" : Required) + AtomMaps.Keep(target, numbers);

        HashSet<MappedBond> Find(IEnumerable<MappedBond> named) => [.. named
            .Select(bond => new MappedBond(Math.Min(bond.One, bond.Other), Math.Max(bond.One, bond.Other)))
            .Select(bond => bonds.Contains(bond) ? bond : throw new RetroException($"The target has no bond between atoms with map numbers {bond.One} and {bond.Other}."))];
    }

    /// <summary>The target's name.</summary>
    public string Target { get; }

    /// <summary>The canonical SMILES of a name.</summary>
    public static string Molecule(string name) => AtomMaps.Strip(name.TrimStart(Required));

    /// <inheritdoc/>
    public IReadOnlyList<RetroReaction> Expand(string smiles, CancellationToken cancel)
    {
        var name = smiles.TrimStart(Required);
        var kept = _keep.Count == 0 ? [] : AtomMaps.Bonds(name).Where(_keep.Contains).ToList();
        var allowed = _model.Expand(name, cancel).Where(reaction =>
            !_bannedTemplates.Contains(reaction.Template)
            && !reaction.Reactants.Any(one => _bannedMolecules.Contains(AtomMaps.Strip(one)))
            && (kept.Count == 0 || kept.All(reaction.Reactants.SelectMany(AtomMaps.Bonds).Contains)));
        return name == smiles ? [.. allowed] : [.. allowed.SelectMany(WithRequired)];
    }

    /// <inheritdoc/>
    public bool Confirms(string product, RetroReaction reaction) =>
        _model.Confirms(product.TrimStart(Required), reaction with { Reactants = [.. reaction.Reactants.Select(one => one.TrimStart(Required))] });

    /// <inheritdoc/>
    public StockOffer? Find(string smiles)
    {
        var name = smiles.TrimStart(Required);
        if (_break.Count > 0 && AtomMaps.Bonds(name).Overlaps(_break))
        {
            return null;
        }

        var plain = AtomMaps.Strip(name);
        var offer = name == smiles && _stock.Find(plain) is { } found && _constraints.Allow(found) ? found : default(StockOffer?);
        return plain == _use ? offer ?? default(StockOffer) : offer;
    }

    /// <summary>The reaction once for each of its reactants that the required starting material may be used for.</summary>
    private static IEnumerable<RetroReaction> WithRequired(RetroReaction reaction) => reaction.Reactants.Distinct(StringComparer.Ordinal).Select(chosen =>
    {
        var reactants = reaction.Reactants.ToList();
        reactants[reactants.IndexOf(chosen)] = Required + chosen;
        return reaction with { Reactants = reactants };
    });

    private static string Read(string smiles) =>
        MoleculeProcessor.Process([smiles], MoleculeParts.Smiles, new ProcessingOptions { Threads = 1, RewriteBonds = false }).Smiles is [var standard]
            ? standard
            : throw new RetroException($"\"{smiles}\" is no molecule that can be read.");
}
