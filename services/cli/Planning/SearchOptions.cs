using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MolScreen.Chemistry.Search;
using MolScreen.Cli.CommandLine;
using MolScreen.Retro;
using MolScreen.Retro.Constraints;

namespace MolScreen.Cli.Planning;

/// <summary>Options that say how routes are searched and what they must keep to.</summary>
internal sealed class SearchOptions
{
    private static readonly SortedDictionary<string, PlanAlgorithm> algorithms = new(StringComparer.Ordinal)
    {
        ["and-or"] = PlanAlgorithm.AndOr,
        ["retro-star"] = PlanAlgorithm.RetroStar,
        ["mcts"] = PlanAlgorithm.Mcts,
    };

    private readonly Option<string> algorithm = new("--algorithm")
    {
        Description = "How to search: and-or (best-first on an AND/OR graph), or a baseline: retro-star (Retro*-0 on a tree), mcts (UCT as AiZynthFinder runs it).",
        DefaultValueFactory = _ => "and-or",
    };

    private readonly Option<int> seed = Number.Option("--seed", "Seed of the lots that mcts draws.", 0, 0, int.MaxValue);
    private readonly Option<string[]> bannedMolecules = Several("--ban-molecule", "A SMILES that may occur nowhere in a route; may be given several times.");
    private readonly Option<string[]> bannedTemplates = Several("--ban-template", "Id of a template that may not be used; may be given several times.");
    private readonly Option<MappedBond[]> keep = Bonds("--keep-bond", "A bond that no step may break, by atom map numbers in the target, as 1-2; may be given several times.");
    private readonly Option<MappedBond[]> broken = Bonds("--break-bond", "A bond that the route must make, by atom map numbers in the target, as 1-2; may be given several times.");
    private readonly Option<string?> use = new("--use") { Description = "A starting material, as SMILES, that every route must use, in stock or not." };

    private readonly Option<double?> price = new("--max-price") { Description = "What a bought molecule may cost at most, as the stock lists prices; one without a price is then not bought." };
    private readonly Option<int?> lead = new("--max-lead-days") { Description = "Days until a bought molecule is here, at most; one without a lead time is then not bought." };

    private readonly Option<bool> diverse = new("--diverse") { Description = "Routes that resemble a cheaper one come last." };
    private readonly Option<bool> alternatives = new("--alternatives") { Description = "Search on after the first route is proved, until none can come that is cheaper than those wanted." };
    private readonly Option<string?> catalogue = new("--catalogue")
    {
        Description = "Index of purchasable molecules (molscreen index): an unsolved target is told the nearest to what it lacks.",
    };

    public SearchOptions() => algorithm.AcceptOnlyFromAmong([.. algorithms.Keys]);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { algorithm, seed, bannedMolecules, bannedTemplates, keep, broken, use, price, lead, diverse, alternatives, catalogue })
        {
            command.Add(option);
        }
    }

    public bool Alternatives(ParseResult parsed) => parsed.GetValue(alternatives);

    public int Seed(ParseResult parsed) => parsed.GetValue(seed);

    /// <summary>The catalogue, or null where none is named; the caller's to dispose of.</summary>
    /// <exception cref="IndexException">It is no index.</exception>
    public MoleculeIndex? OpenCatalogue(ParseResult parsed) => parsed.GetValue(catalogue) is { } path ? MoleculeIndex.Open(path) : null;

    public PlanOptions Read(ParseResult parsed) => new()
    {
        Algorithm = algorithms[parsed.GetRequiredValue(algorithm)],
        Diverse = parsed.GetValue(diverse),
        Constraints = new RouteConstraints
        {
            BannedMolecules = parsed.GetRequiredValue(bannedMolecules),
            BannedTemplates = parsed.GetRequiredValue(bannedTemplates),
            KeepBonds = parsed.GetRequiredValue(keep),
            BreakBonds = parsed.GetRequiredValue(broken),
            Use = parsed.GetValue(use),
            MaximumPrice = parsed.GetValue(price),
            MaximumLeadDays = parsed.GetValue(lead),
        },
    };

    private static Option<string[]> Several(string name, string description) => new(name) { Description = description, DefaultValueFactory = _ => [] };

    private static Option<MappedBond[]> Bonds(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => [],
        CustomParser = result => [.. result.Tokens.Select(token => Bond(name, token.Value, result))],
    };

    private static MappedBond Bond(string name, string text, ArgumentResult result)
    {
        var parts = text.Split('-');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var one)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var other))
        {
            return new MappedBond(one, other);
        }

        result.AddError($"{name} takes two atom map numbers as 1-2, not \"{text}\".");
        return default;
    }
}
