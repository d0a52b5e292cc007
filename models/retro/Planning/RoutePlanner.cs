using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;
using MolScreen.Retro.Bundles;
using MolScreen.Retro.Policy;
using MolScreen.Retro.Search;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro;

/// <summary>Plans syntheses with a bundle's templates and policy down to a stock. Thread-safe.</summary>
public sealed class RoutePlanner : IDisposable
{
    private readonly TemplatePolicy _policy;
    private readonly IStock _stock;
    private readonly TimeProvider _time;

    private RoutePlanner(TemplatePolicy policy, IStock stock, TimeProvider time)
    {
        _policy = policy;
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
            return new RoutePlanner(policy, StockBuilder.Open(stockPath ?? Path.Combine(folder, RetroBundle.StockFileName)), time);
        }
        catch (RetroException)
        {
            policy.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Searches routes for a molecule. The target is standardized as the stock was; being in stock itself does not count as
    /// a route unless <see cref="PlanBudget.TargetMayBeBought"/> says so.
    /// </summary>
    /// <param name="molecule">
    /// Any SMILES or MOL block; one that cannot be read gives cause <see cref="PlanCause.InvalidTarget"/>, and the target is then the
    /// SMILES as given, "" for a MOL block.
    /// </param>
    /// <param name="budget">Limits of the search.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="cancel">Ends the search with what was found so far.</param>
    public PlanResult Plan(string molecule, PlanBudget budget, PlanOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new PlanOptions();
        budget.Validate();
        var target = MoleculeProcessor.Process(
            [molecule], MoleculeParts.Smiles, new ProcessingOptions { Threads = 1, RewriteBonds = false }, CancellationToken.None);
        return target.Accepted.Length == 1
            ? options.Create(new WithoutTarget(_policy, target.Smiles![0]), _stock, _time).Plan(target.Smiles![0], budget, options.Better, cancel)
            : new PlanResult(MolBlock.IsOne(molecule) ? "" : molecule, false, false, PlanCause.InvalidTarget, [], new PlanStatistics(0, 0, 0, null));
    }

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
            [.. policy.Expand(smiles, cancel).Where(reaction => !reaction.Reactants.Any(one => one != target && StockKey.Standard(one) == target))];
    }
}
