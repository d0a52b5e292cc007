using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Search.TreeSearch;

/// <summary>
/// Monte Carlo tree search with UCT as AiZynthFinder runs it, a baseline for <see cref="AndOrSearch"/>. A node is a set of
/// molecules that together make the target, an action one reaction of one of them. Each round goes down by Q + U, with
/// Q = W / n, where W begins as the policy's probability, and U = 1.4 √(2 ln N / n); expands what it reaches; goes on down
/// until a state ends; and adds 0.95 × the fraction in stock + 0.05 / (1 + e^(d − 4)), d being the state's depth, to all W on the
/// way. Dead actions are masked.
/// </summary>
public sealed class UctSearch(ISingleStepModel model, IStock stock, TimeProvider time) : SearchAlgorithm(model, stock, time)
{
    private protected override SearchOutcome Search(SearchRun run, Action<IReadOnlyList<PlannedRoute>>? better) => new Uct(run, better).Search();

    private sealed class Uct(SearchRun run, Action<IReadOnlyList<PlannedRoute>>? better)
    {
        private readonly Random _lots = new(run.Budget.Seed);
        private readonly List<UctNode> _solved = [];
        private readonly UctNode _root = new(run);
        private double _best = double.PositiveInfinity;

        public SearchOutcome Search()
        {
            if (_root.IsSolved)
            {
                Solve(_root);
            }

            while (!_root.IsClosed && !(run.Budget.FirstRoute && _solved.Count > 0) && run.Begin() && Round())
            {
            }

            return new SearchOutcome(Routes(), _root.IsClosed, Exhausted());
        }

        /// <summary>One iteration; false when a limit was met on the way.</summary>
        private bool Round()
        {
            var node = _root;
            while (!node.IsTerminal)
            {
                if (!node.IsExpanded)
                {
                    if (run.Expand(node.Open()) is not { } reactions)
                    {
                        return false;
                    }

                    node.Expand(reactions);
                }

                if (node.Next(_lots, run) is not { } child)
                {
                    break;
                }

                node = child;
                if (node.IsSolved && !node.IsClosed)
                {
                    Solve(node);
                }
            }

            node.Backpropagate();
            return true;
        }

        private void Solve(UctNode node)
        {
            node.Close();
            _solved.Add(node);
            run.Found();
            var cost = node.Cost;
            if (cost < _best)
            {
                _best = cost;
                better?.Invoke(Routes());
            }
        }

        /// <summary>The same route found in another order is one route.</summary>
        private IReadOnlyList<PlannedRoute> Routes() =>
            [.. _solved.OrderBy(node => node.Cost).Select(node => node.Route()).DistinctBy(route => route.Tree.Key()).Take(run.Budget.Routes)];

        private string Exhausted() =>
            _root.IsExpanded && !_root.HasActions ? PlanCause.NoTemplate
            : _root.IsCutByDepth ? PlanCause.Depth
            : PlanCause.Stock;
    }
}
