using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Search;

/// <summary>
/// One search in progress: asks the single-step model and the stock on an algorithm's behalf, remembers their answers,
/// counts, and says when a limit is met. A molecule that is asked for again is a call but no unique call.
/// </summary>
internal sealed class SearchRun
{
    private readonly ISingleStepModel _model;
    private readonly IStock _stock;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationToken _cancel;
    private readonly Dictionary<string, IReadOnlyList<RetroReaction>> _expanded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _bought = new(StringComparer.Ordinal);
    private double? _first;
    private int? _callsToFirst;

    public SearchRun(string target, PlanBudget budget, ISingleStepModel model, IStock stock, TimeProvider time, CancellationToken cancel)
    {
        (Target, Budget, _model, _stock, _time, _cancel) = (target, budget, model, stock, time, cancel);
        _start = time.GetTimestamp();
    }

    public string Target { get; }

    public PlanBudget Budget { get; }

    /// <summary>Molecules asked for, repeats included.</summary>
    public int Calls { get; private set; }

    /// <summary>Different molecules that the model was asked for.</summary>
    public int UniqueCalls { get; private set; }

    /// <summary>Rounds begun.</summary>
    public int Rounds { get; private set; }

    /// <summary>Nodes that the algorithm keeps.</summary>
    public int Nodes { get; private set; }

    /// <summary>The limit that was met, one of <see cref="PlanCause"/>; null while the search may go on.</summary>
    public string? End { get; private set; }

    private double Seconds => _time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Whether a leaf may be bought.</summary>
    public bool IsBought(string smiles)
    {
        if (!_bought.TryGetValue(smiles, out var bought))
        {
            _bought.Add(smiles, bought = _stock.Contains(smiles));
        }

        return bought;
    }

    /// <summary>Begins a round, unless a limit is met. A round without a model call is limited too.</summary>
    public bool Begin()
    {
        End ??= _cancel.IsCancellationRequested ? PlanCause.Cancelled
            : Rounds >= Budget.Rounds || Nodes > Budget.Nodes ? PlanCause.Memory
            : Seconds >= Budget.Seconds ? PlanCause.Time
            : null;
        Rounds += End is null ? 1 : 0;
        return End is null;
    }

    /// <summary>Reactions that make each molecule; null when a limit was met on the way. No reaction needs its own product.</summary>
    public IReadOnlyList<RetroReaction>[]? Expand(IReadOnlyList<string> molecules)
    {
        // A round may make many calls: the clock is looked at before each but the first, for which the round looked.
        if (UniqueCalls > 0 && Seconds >= Budget.Seconds)
        {
            End = PlanCause.Time;
            return null;
        }

        var asked = molecules.Where(one => !_expanded.ContainsKey(one)).Distinct(StringComparer.Ordinal).ToList();
        var left = Budget.Calls - UniqueCalls;
        var allowed = Math.Min(asked.Count, left);
        UniqueCalls += allowed;
        if (allowed > 0 && !Ask(asked.GetRange(0, allowed)))
        {
            Calls += allowed;
            return null;
        }

        if (asked.Count > left)
        {
            Calls += allowed;
            End = PlanCause.Budget;
            return null;
        }

        Calls += molecules.Count;
        return [.. molecules.Select(one => _expanded[one])];
    }

    /// <summary>Whether a reaction, run forward, gives its product.</summary>
    public bool Confirms(string product, RetroReaction reaction) => _model.Confirms(product, reaction);

    /// <summary>Tells that the algorithm keeps more nodes; a search that keeps too many ends.</summary>
    public void Keep(int nodes) => Nodes += nodes;

    /// <summary>Tells that there is a route; the first time counts.</summary>
    public void Found()
    {
        _first ??= Seconds;
        _callsToFirst ??= UniqueCalls;
    }

    /// <summary>What was done so far.</summary>
    public PlanStatistics Statistics() => new(Calls, UniqueCalls, Seconds, _first) { CallsToFirst = _callsToFirst, Rounds = Rounds, Nodes = Nodes };

    private bool Ask(List<string> molecules)
    {
        try
        {
            var answers = _model.Expand(molecules, _cancel);
            for (var i = 0; i < molecules.Count; i++)
            {
                _expanded.Add(molecules[i], [.. answers[i].Where(reaction => !reaction.Reactants.Contains(molecules[i], StringComparer.Ordinal))]);
            }

            return true;
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            End = PlanCause.Cancelled;
            return false;
        }
    }
}
