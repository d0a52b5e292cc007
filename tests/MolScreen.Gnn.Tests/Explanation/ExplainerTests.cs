namespace MolScreen.Gnn.Tests.Explanation;

public sealed class ExplainerTests(SmallBundle bundle) : IClassFixture<SmallBundle>
{
    /// <summary>The promise of the contract is 1e-3; the integrals alone, before they are mended, keep it too.</summary>
    [Theory]
    [InlineData(nameof(SmallBundle.Number), 2)]
    [InlineData(nameof(SmallBundle.Class), 2)]
    [InlineData(nameof(SmallBundle.Logarithm), 9)]
    public void Baseline_and_atoms_add_up_to_what_is_predicted(string kind, int every)
    {
        var folder = Folder(kind);
        using var explainer = Explainer.Open(folder);
        using var predictor = Predictor.Open(folder);
        var predicted = predictor.Predict(bundle.Molecules).Values;
        var tasks = explainer.Manifest.Tasks.Count;
        for (var i = 0; i < 200; i += every)
        {
            var one = bundle.Molecules.Select([i]);
            var task = i / every % tasks;
            var explained = Assert.Single(explainer.Explain(one, SmallInputs.Environments(one.Graphs), [explainer.Manifest.Tasks[task].Name]));
            Assert.Equal(one.Graphs.AtomCounts[0], explained.Atoms.Length);
            Assert.Equal(predicted[(i * tasks) + task], explained.Value, 1e-5);
            Assert.Equal(predicted[(i * tasks) + task], explained.Baseline + explained.Atoms.Sum(), 1e-4);
            Assert.InRange(explained.CompletenessError, 0, 5e-4);
            Assert.Equal(3, explained.Arms.Count);
        }
    }

    [Fact]
    public void Atoms_in_another_order_have_the_same_contributions()
    {
        using var explainer = Explainer.Open(bundle.Number);
        foreach (var i in new[] { 3, 40, 77 })
        {
            var graph = bundle.Molecules.Graphs.Select([i]);
            var places = Enumerable.Range(0, graph.AtomCounts[0]).ToArray();
            new Random(i).Shuffle(places);
            var given = Explain(explainer, graph).Atoms;
            var permuted = Explain(explainer, SmallInputs.Permuted(graph, places)).Atoms;
            Assert.All(places, (place, atom) => Assert.Equal(given[atom], permuted[place], 1e-4));
        }
    }

    [Fact]
    public void Atoms_that_are_alike_contribute_alike()
    {
        using var explainer = Explainer.Open(bundle.Number);
        var atoms = Explain(explainer, SmallInputs.Benzene).Atoms;
        Assert.All(atoms, atom => Assert.Equal(atoms[0], atom, 1e-5));
        Assert.NotEqual(0, atoms[0]);
    }

    /// <summary>An atom of hydrogen has no part in descriptors, whatever they are.</summary>
    [Fact]
    public void What_belongs_to_no_atom_is_spread_over_the_heavy_ones()
    {
        using var explainer = Explainer.Open(bundle.Number);
        var benzene = SmallInputs.Benzene;
        var graph = benzene with { AtomCodes = [.. benzene.AtomCodes[..35], 0, .. benzene.AtomCodes[36..]] };
        var few = Explain(explainer, graph);
        var many = Explain(explainer, graph, new DescriptorTable([60, 66, 6], 3));
        Assert.NotEqual(few.DescriptorShare, many.DescriptorShare, 1e-3);
        Assert.Equal(many.Value, many.Baseline + many.Atoms.Sum(), 1e-6);
        Assert.True(many.DescriptorShare + many.AbsenceShare != 0);
    }

    [Fact]
    public void Tasks_are_explained_by_their_names()
    {
        using var explainer = Explainer.Open(bundle.Class);
        var one = bundle.Molecules.Select([5]);
        var environments = SmallInputs.Environments(one.Graphs);
        Assert.Equal(["two", "three"], explainer.Explain(one, environments).Select(each => each.Task.Name));
        Assert.Equal("three", Assert.Single(explainer.Explain(one, environments, ["three"])).Task.Name);
        void Refused(string reason, Action action) => Assert.Contains(reason, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
        Refused("no task 'four'; it has two, three", () => explainer.Explain(one, environments, ["four"]));
        Refused("One molecule", () => explainer.Explain(bundle.Molecules.Select([5, 6]), environments));
        Refused("needs the environments", () => explainer.Explain(one, null));
        Refused("not those", () => explainer.Explain(one, SmallInputs.Environments(bundle.Molecules.Graphs.Select([6]))));
        Refused("needs 3 descriptors", () => explainer.Explain(new MoleculeInputs(one.Graphs), environments));
    }

    private string Folder(string kind) => kind switch
    {
        nameof(SmallBundle.Number) => bundle.Number,
        nameof(SmallBundle.Class) => bundle.Class,
        _ => bundle.Logarithm,
    };

    private static ExplainedPrediction Explain(Explainer explainer, MoleculeGraphs graph, DescriptorTable? descriptors = null)
    {
        var inputs = SmallInputs.Of(graph);
        return explainer.Explain(inputs with { Descriptors = descriptors ?? inputs.Descriptors }, SmallInputs.Environments(graph))[0];
    }
}
