using MolScreen.Retro.Bundles;
using MolScreen.Retro.Stock;
using MolScreen.Retro.Templates;
using MolScreen.Retro.Training;
using MolScreen.Testing;

namespace MolScreen.Retro.Tests.Training;

public sealed class TrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_bundle_made_from_a_small_set_plans_with_it()
    {
        var extraction = _folder.File("extraction");
        var bundle = _folder.File("bundle");
        var options = new ExtractionOptions { MinPrecedents = 1, ValidationPercent = 10, TestPercent = 10, Threads = 2 };
        var stages = new List<string>();
        var report = ReactionExtraction.Run([Repository.TestData("reactions", "sample.csv")], extraction, options, new Listener(stages));
        var stock = StockBuilder.Build([Path.Combine(extraction, ReactionExtraction.StartingMaterialsFile)], _folder.File("stock.bin"));
        var training = RetroTraining.Train(
            extraction, bundle, ["sample"], new PolicyTrainingOptions { Hidden = 32, BatchSize = 64, MaxEpochs = 30, Dropout = 0, Patience = 30 }, new Listener(stages));
        File.Move(_folder.File("stock.bin"), Path.Combine(bundle, "stock.bin"));

        Assert.Equal(350, report.Reactions);
        Assert.Equal(350, report.Reasons.Values.Sum());
        Assert.Equal(report.StartingMaterials, stock.Rows);
        Assert.Contains("extracted", stages);
        Assert.Contains("epoch 30", stages);
        Assert.True(training.TrainingReactions > 200);

        var templates = TemplateSet.Read(Path.Combine(bundle, "templates.tsv.gz"));
        Assert.Equal(report.Strict + report.General, templates.Templates.Count);
        Assert.Equal(templates.Hash, RetroManifest.Read(bundle).TemplateHash);

        // The network has seen these: what it recorded must come back near the top for most.
        var reactions = ExtractedReactions.Read(extraction);
        using var policy = RetroBundle.OpenPolicy(bundle);
        var seen = reactions.Where(reaction => reaction.Split == ReactionSplit.Train).Take(60).ToList();
        var found = seen.Count(reaction => policy.Expand(reaction.Product, default).Take(3).Any(one => string.Join('.', one.Reactants) == reaction.Reactants));
        Assert.True(found > 40, $"{found} of {seen.Count}");

        using var planner = RoutePlanner.Open(bundle);
        Assert.Equal(PlanCause.InvalidTarget, planner.Plan("not a molecule", new PlanBudget()).Cause);
    }

    [Fact]
    public void The_same_product_is_always_in_the_same_split()
    {
        var splits = Enumerable.Range(0, 2000).Select(i => ExtractedReactions.SplitOf($"C{i}", 5, 10)).ToList();

        Assert.Equal(splits, Enumerable.Range(0, 2000).Select(i => ExtractedReactions.SplitOf($"C{i}", 5, 10)));
        Assert.InRange(splits.Count(split => split == ReactionSplit.Validation), 60, 140);
        Assert.InRange(splits.Count(split => split == ReactionSplit.Test), 150, 250);
    }

    [Fact]
    public void Starting_materials_are_small_or_often_used()
    {
        // 4 heavy atoms: always. 12 heavy atoms: with three products, but not with two. 12 made more often than used: not. 20: never.
        const string often = "CCCCCCCCCCCO", seldom = "CCCCCCCCCCCN", made = "CCCCCCCCCCCS", large = "CCCCCCCCCCCCCCCCCCCCO";
        (string Product, string Reactants) Uses(string product, params string[] reactants) => (product, string.Join('.', reactants));
        var reactions = new[]
        {
            Uses("P1", often, seldom, made, large), Uses("P2", often, seldom, made, large), Uses("P3", often, made, large, "CC[NH+](C)C"),
            Uses(made, "C"), Uses(made, "CC"), Uses(made, "CCC"), Uses(made, "BrCCl"),
        };

        Assert.Equal(new[] { "BrCCl", "C", "CC", "CCC", "CC[NH+](C)C", often }.Order(StringComparer.Ordinal), StartingMaterials.Of(reactions));
    }

    [Fact]
    public void Without_validation_reactions_every_epoch_counts()
    {
        const string mapped = "id,reaction\n1,[CH3:1][C:2](=[O:3])O.[NH2:4][CH3:5]>>[CH3:1][C:2](=[O:3])[NH:4][CH3:5]\n";
        ReactionExtraction.Run([_folder.Write("mapped.csv", mapped)], _folder.Path, new ExtractionOptions { MinPrecedents = 1, ValidationPercent = 0, TestPercent = 0 });

        var report = RetroTraining.Train(_folder.Path, _folder.File("bundle"), [], new PolicyTrainingOptions { Hidden = 8, BatchSize = 4, MaxEpochs = 7, Patience = 2 });

        Assert.Equal(7, report.Epochs);
    }

    [Fact]
    public void Files_of_another_form_are_refused_in_a_sentence()
    {
        Assert.Contains("\"reaction\"", Assert.Throws<RetroException>(() => ReactionFile.Read(_folder.Write("a.csv", "id,smiles\n1,C\n")).ToList()).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<RetroException>(() => ReactionFile.Read(_folder.File("none.csv")).ToList()).Message, StringComparison.Ordinal);
        Assert.Contains("extract templates first", Assert.Throws<RetroException>(() => ExtractedReactions.Read(_folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("damaged", Assert.Throws<RetroException>(() => TemplateSet.Read(_folder.Write("t.tsv.gz", "plain"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_ids_hash_the_text()
    {
        // sha256("[C:1]>>[C:1]"), first eight bytes, by sha256sum.
        Assert.Equal("339abbaea4a39717", RetroTemplate.IdOf("[C:1]>>[C:1]"));
    }

    [Fact]
    public void A_template_set_survives_its_file()
    {
        var set = new TemplateSet([new RetroTemplate("[C:1]>>[C:1]", TemplateGranularity.Strict, 3, "5", ["a", "b"]), new RetroTemplate("[N:1]>>[N:1]", TemplateGranularity.General, 1, "", [])]);
        set.Write(_folder.File("t.gz"));

        var read = TemplateSet.Read(_folder.File("t.gz"));

        Assert.Equal(set.Hash, read.Hash);
        Assert.Equal(["a", "b"], read.Templates[0].Examples);
        Assert.Equal((1, 0), (read.Templates[1].Precedents, read.Templates[1].Examples.Count));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Listener(List<string> stages) : IProgress<RetroProgress>
    {
        public void Report(RetroProgress value) => stages.Add(value.Stage);
    }
}
