using MolScreen.Chemistry;
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
    private readonly RetroStar _search;

    private RoutePlanner(TemplatePolicy policy, IStock stock, TimeProvider time)
    {
        _policy = policy;
        _stock = stock;
        _search = new RetroStar(policy, stock, time);
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
    /// <param name="smiles">Any SMILES; one that cannot be read gives cause <see cref="PlanCause.InvalidTarget"/>.</param>
    /// <param name="budget">Limits of the search.</param>
    /// <param name="cancel">Ends the search with what was found so far.</param>
    public PlanResult Plan(string smiles, PlanBudget budget, CancellationToken cancel = default)
    {
        budget.Validate();
        var target = MoleculeProcessor.Process([smiles], MoleculeParts.None, new ProcessingOptions { Threads = 1 }, CancellationToken.None);
        return target.Accepted.Length == 1
            ? _search.Plan(target.Smiles[0], budget, cancel)
            : new PlanResult(smiles, false, false, PlanCause.InvalidTarget, [], new PlanStatistics(0, 0, 0, null));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _policy.Dispose();
        (_stock as IDisposable)?.Dispose();
    }
}
