using MolScreen.Retro.Search;
using MolScreen.Retro.Stock;

namespace MolScreen.Retro.Tests.Search;

/// <summary>A chemistry written down by hand: molecules are names, reactions have their cost, some molecules are in stock.</summary>
internal sealed class ToyChemistry : ISingleStepModel, IStock
{
    private readonly Dictionary<string, List<RetroReaction>> _reactions = [];
    private readonly Dictionary<string, StockOffer> _stock = [];
    private readonly HashSet<RetroReaction> _refused = [];

    /// <summary>Runs before each call, with the molecule.</summary>
    public Action<string>? OnCall { get; set; }

    /// <summary>Molecules expanded, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Adds a reaction of cost −ln p.</summary>
    public ToyChemistry Make(string product, double cost, params string[] reactants)
    {
        if (!_reactions.TryGetValue(product, out var known))
        {
            _reactions[product] = known = [];
        }

        known.Add(new RetroReaction($"{product}/{known.Count}", Math.Exp(-cost), reactants));
        return this;
    }

    /// <summary>Adds a reaction that does not give its product.</summary>
    public ToyChemistry MakeNot(string product, double cost, params string[] reactants)
    {
        Make(product, cost, reactants);
        _refused.Add(_reactions[product][^1]);
        return this;
    }

    public ToyChemistry Buy(params string[] molecules)
    {
        foreach (var molecule in molecules)
        {
            _stock[molecule] = default;
        }

        return this;
    }

    public ToyChemistry Buy(string molecule, double price, int days)
    {
        _stock[molecule] = new StockOffer(price, days);
        return this;
    }

    public IReadOnlyList<RetroReaction> Expand(string smiles, CancellationToken cancel)
    {
        OnCall?.Invoke(smiles);
        cancel.ThrowIfCancellationRequested();
        Calls.Add(smiles);
        return _reactions.GetValueOrDefault(smiles) ?? [];
    }

    public bool Confirms(string product, RetroReaction reaction) => !_refused.Contains(reaction);

    public StockOffer? Find(string smiles) => _stock.TryGetValue(smiles, out var offer) ? offer : null;

    public PlanResult Plan(string target, PlanBudget? budget = null) =>
        new AndOrSearch(this, this, TimeProvider.System, LeafValue.Zero).Plan(target, budget ?? new PlanBudget());
}

/// <summary>
/// A chemistry that cuts strings: a word comes from its two parts at any cut, or from the word with its first letter
/// replaced (which makes cycles). Probabilities, stock and what of the reactions gives its product are drawn from a hash of the word and a seed.
/// </summary>
internal sealed class StringChemistry(int seed) : ISingleStepModel, IStock
{
    public IReadOnlyList<RetroReaction> Expand(string smiles, CancellationToken cancel)
    {
        var reactions = new List<RetroReaction>();
        for (var cut = 1; cut < smiles.Length; cut++)
        {
            Add(reactions, smiles, $"cut{cut}", [smiles[..cut], smiles[cut..]]);
        }

        Add(reactions, smiles, "swap", [(smiles[0] == 'a' ? "b" : "a") + smiles[1..]]);
        return reactions;
    }

    public bool Confirms(string product, RetroReaction reaction) => Draw(product, $"{reaction.Template} forward") < 0.9;

    public StockOffer? Find(string smiles) => smiles.Length <= 2 && Draw(smiles, "stock") < 0.5 ? default(StockOffer) : null;

    /// <summary>
    /// The cheapest route's cost by trying everything, without any graph: the oracle of the search. A molecule that is being
    /// made is not used to make itself.
    /// </summary>
    public double CheapestByForce(string molecule, int depth, IReadOnlyList<string> above)
    {
        if (above.Count > 0 && this.Contains(molecule))
        {
            return 0;
        }

        return depth == 0 || above.Contains(molecule)
            ? double.PositiveInfinity
            : Expand(molecule, default)
                .Where(reaction => Confirms(molecule, reaction))
                .Select(reaction => -Math.Log(Math.Clamp(reaction.Probability, 1e-3, 1))
                    + reaction.Reactants.Sum(one => CheapestByForce(one, depth - 1, [.. above, molecule])))
                .DefaultIfEmpty(double.PositiveInfinity)
                .Min();
    }

    private void Add(List<RetroReaction> reactions, string product, string name, string[] reactants)
    {
        var draw = Draw(product, name);
        if (draw < 0.7)
        {
            reactions.Add(new RetroReaction(name, draw * draw, reactants));
        }
    }

    private double Draw(string word, string what) => (StockKey.Of($"{seed} {word} {what}") >> 11) * (1.0 / (1UL << 53));
}
