using MolScreen.Retro.Bundles;
using MolScreen.Retro.Constraints;
using MolScreen.Retro.Policy;
using MolScreen.Retro.Routes;
using MolScreen.Retro.Search;
using MolScreen.Retro.Stock;
using MolScreen.Retro.Templates;

namespace MolScreen.Retro;

/// <summary>Plans syntheses with a bundle's templates and policy down to a stock. Thread-safe.</summary>
public sealed class RoutePlanner : IDisposable
{
    private readonly TemplatePolicy _policy;
    private readonly IReadOnlyDictionary<string, TemplateEvidence> _evidence;
    private readonly IStock _stock;
    private readonly TimeProvider _time;

    private RoutePlanner(TemplatePolicy policy, IReadOnlyDictionary<string, TemplateEvidence> evidence, IStock stock, TimeProvider time)
    {
        _policy = policy;
        _evidence = evidence;
        _stock = stock;
        _time = time;
    }

    /// <summary>Opens a bundle.</summary>
    /// <param name="bundleFolder">Folder or name of a retro bundle.</param>
    /// <param name="stockPath">A stock file, or molecules as SMILES or CSV; null for the bundle's own stock.</param>
    /// <exception cref="RetroException">The bundle or the stock cannot be used.</exception>
    public static RoutePlanner Open(string bundleFolder, string? stockPath = null) => Open(bundleFolder, stockPath, TimeProvider.System);

    /// <summary>Opens a bundle, with a clock of the caller's.</summary>
    /// <inheritdoc cref="Open(string, string?)"/>
    public static RoutePlanner Open(string bundleFolder, string? stockPath, TimeProvider time)
    {
        var folder = RetroBundle.Resolve(bundleFolder);
        var policy = RetroBundle.OpenPolicy(folder);
        try
        {
            var templates = TemplateSet.Read(Path.Combine(folder, RetroBundle.TemplateFile)).Templates;
            var evidence = templates.ToDictionary(
                template => template.Id, template => new TemplateEvidence(ReactionClass.Name(template.Class), template.Precedents, template.Examples), StringComparer.Ordinal);
            return new RoutePlanner(policy, evidence, StockBuilder.Open(stockPath ?? Path.Combine(folder, RetroBundle.StockFileName)), time);
        }
        catch (RetroException)
        {
            policy.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Searches routes for a molecule. The target is standardized as the stock was; being in stock itself does not count as
    /// a route unless <see cref="PlanBudget.TargetMayBeBought"/> says so. Atom map numbers serve constraints alone.
    /// </summary>
    /// <param name="molecule">
    /// Any SMILES or MOL block; one that cannot be read or searched gives cause <see cref="PlanCause.InvalidTarget"/> with a reason, and
    /// the target is then the SMILES as given, "" for a MOL block.
    /// </param>
    /// <param name="budget">Limits of the search.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancel">Ends the search with what was found so far.</param>
    /// <exception cref="RetroException">The constraints cannot be read, or do not fit the target.</exception>
    public PlanResult Plan(string molecule, PlanBudget budget, PlanOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new PlanOptions();
        budget.Validate();
        var target = PlanTarget.Read(molecule);
        if (target.Reason is not null)
        {
            return new PlanResult(target.Smiles, false, false, PlanCause.InvalidTarget, [], new PlanStatistics(0, 0, 0, null)) { Reason = target.Reason };
        }

        var mapped = target.Smiles;
        var plain = AtomMaps.Strip(mapped);
        var model = new WithoutTarget(_policy, plain);
        var constrained = options.Constraints.IsEmpty ? null : new ConstrainedChemistry(mapped, options.Constraints, model, _stock);
        var algorithm = constrained is null ? options.Create(model, _stock, _time) : options.Create(constrained, constrained, _time);
        var reason = !budget.TargetMayBeBought && _stock.Contains(plain) ? "The target itself is in stock; its routes are for making it all the same." : null;

        // Diverse routes are chosen among more than are wanted.
        var searched = options.Diverse ? budget with { Routes = Math.Min(50, 5 * budget.Routes) } : budget;
        PlanResult Finished(PlanResult result) => Complete(result, plain, budget, options, cancel) with { Reason = reason };
        var better = options.Better is { } told ? result => told(Finished(result)) : (Action<PlanResult>?)null;
        return Finished(algorithm.Plan(constrained?.Target ?? plain, searched, better, cancel));
    }

    /// <summary>Names molecules as SMILES, chooses among the routes and scores them, and says what an unsolved target lacks.</summary>
    private PlanResult Complete(PlanResult result, string target, PlanBudget budget, PlanOptions options, CancellationToken cancel)
    {
        var routes = result.Routes.Select(route => route with { Tree = Named(route.Tree) }).DistinctBy(route => route.Tree.Key()).ToList();
        var chosen = options.Diverse ? RouteClusters.Diverse(routes, budget.Routes) : RouteClusters.Number(routes);
        var needed = result.Needed.Select(ConstrainedChemistry.Molecule).Where(one => one != target).Distinct(StringComparer.Ordinal).ToList();
        return result with
        {
            Target = target,
            Routes = [.. chosen.Select(route => route with { Scores = RouteScores.Of(route) })],
            Needed = needed,
            Miss = PurchasableMiss.Find(needed, options.Catalogue, cancel),
        };
    }

    private PlannedMolecule Named(PlannedMolecule molecule) => molecule with
    {
        Smiles = ConstrainedChemistry.Molecule(molecule.Smiles),
        Reaction = molecule.Reaction is { } reaction ? reaction with { Reactants = [.. reaction.Reactants.Select(Named)], Evidence = _evidence.GetValueOrDefault(reaction.Template) } : null,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _policy.Dispose();
        (_stock as IDisposable)?.Dispose();
    }

    /// <summary>Drops reactions from the target itself in another charge state: what the stock takes for the target is no way to make it.</summary>
    private sealed class WithoutTarget(TemplatePolicy policy, string target) : ISingleStepModel
    {
        public IReadOnlyList<RetroReaction> Expand(string smiles, CancellationToken cancel) =>
            [.. policy.Expand(smiles, cancel).Where(reaction => !reaction.Reactants.Select(AtomMaps.Strip).Any(one => one != target && StockKey.Standard(one) == target))];

        public bool Confirms(string product, RetroReaction reaction) => policy.Confirms(product, reaction);
    }
}
