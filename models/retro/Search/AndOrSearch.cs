using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Search;

/// <summary>
/// Best-first search on an AND/OR graph in which a molecule occurs once (Retro*, Chen et al. 2020). The molecule that the
/// original keeps in a heap lies in the tree of zero slack, so the search walks down greedily instead (AO*). It ends when the
/// best route costs no more than anything still open could: then that route is proved optimal. Up to the first route, the
/// value of open molecules guides it; the proof takes them to cost nothing.
/// </summary>
/// <param name="value">What open molecules are expected to cost.</param>
public sealed class AndOrSearch(ISingleStepModel model, IStock stock, TimeProvider time, ILeafValue value) : SearchAlgorithm(model, stock, time)
{
    private protected override SearchOutcome Search(SearchRun run, Action<IReadOnlyList<PlannedRoute>>? better) =>
        BestFirst.Search(run, new SearchGraph(run, value, shared: true), better);
}

/// <summary>
/// Retro*-0 as it was published: a tree, in which a molecule that is needed in two places is expanded in both, and values of 0
/// at open leaves. The baseline for <see cref="AndOrSearch"/>.
/// </summary>
public sealed class TreeRetroStar(ISingleStepModel model, IStock stock, TimeProvider time) : SearchAlgorithm(model, stock, time)
{
    private protected override SearchOutcome Search(SearchRun run, Action<IReadOnlyList<PlannedRoute>>? better) =>
        BestFirst.Search(run, new SearchGraph(run, LeafValue.Zero, shared: false), better);
}
