using MolScreen.Chemistry.Search;
using MolScreen.Retro.Constraints;
using MolScreen.Retro.Routes;
using MolScreen.Retro.Search;
using MolScreen.Retro.Search.TreeSearch;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro;

/// <summary>How routes are searched.</summary>
public enum PlanAlgorithm
{
    /// <summary><see cref="AndOrSearch"/>.</summary>
    AndOr,

    /// <summary><see cref="TreeRetroStar"/>, a baseline.</summary>
    RetroStar,

    /// <summary><see cref="UctSearch"/>, a baseline.</summary>
    Mcts,
}

/// <summary>What a plan may be told beside its budget.</summary>
public sealed record PlanOptions
{
    /// <summary>Default <see cref="PlanAlgorithm.AndOr"/>.</summary>
    public PlanAlgorithm Algorithm { get; init; }

    /// <summary>What every route must keep to.</summary>
    public RouteConstraints Constraints { get; init; } = new();

    /// <summary>Whether routes that resemble a cheaper one come last, see <see cref="RouteClusters.Diverse"/>. Default false.</summary>
    public bool Diverse { get; init; }

    /// <summary>Purchasable molecules among which the nearest to what an unsolved target lacks is sought; null for none.</summary>
    public MoleculeIndex? Catalogue { get; init; }

    /// <summary>Hears the result so far at the first route and whenever a cheaper one is found; on the thread that plans.</summary>
    public Action<PlanResult>? Better { get; init; }

    internal SearchAlgorithm Create(ISingleStepModel model, IStock stock, TimeProvider time) => Algorithm switch
    {
        PlanAlgorithm.AndOr => new AndOrSearch(model, stock, time, LeafValue.Size),
        PlanAlgorithm.RetroStar => new TreeRetroStar(model, stock, time),
        PlanAlgorithm.Mcts => new UctSearch(model, stock, time),
        _ => throw new ArgumentOutOfRangeException(nameof(model), Algorithm, "No such algorithm."),
    };
}
