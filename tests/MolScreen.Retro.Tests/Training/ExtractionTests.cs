using System.IO.Compression;
using MolScreen.Retro.Templates;
using MolScreen.Retro.Training;

namespace MolScreen.Retro.Tests.Training;

public sealed class ExtractionTests : IDisposable
{
    private const string Amide = "[CH3:1][C:2](=[O:3])O.[NH2:4][CH3:5]>>[CH3:1][C:2](=[O:3])[NH:4][CH3:5]";
    private const string OtherAmide = "[CH3:1][CH2:6][C:2](=[O:3])O.[NH2:4][CH3:5]>>[CH3:1][CH2:6][C:2](=[O:3])[NH:4][CH3:5]";
    private const string ChiralAmide = "[CH3:1][C:2](=[O:3])O.[NH2:4][C@@H:5]([CH3:6])[CH2:7][CH3:8]>>[CH3:1][C:2](=[O:3])[NH:4][C@@H:5]([CH3:6])[CH2:7][CH3:8]";

    private static readonly ExtractionOptions All = new() { MinPrecedents = 1, MinGeneralPrecedents = 1, ValidationPercent = 0, TestPercent = 0 };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_reaction_without_atom_maps_is_mapped_by_the_template_that_makes_it()
    {
        var report = Run(All, Mapped(Amide), Bare("CCNC(=O)CC,CCC(=O)O.CCN"));

        var reactions = ExtractedReactions.Read(_folder.File("out"));
        var templates = TemplateSet.Read(_folder.File("out/templates.tsv.gz")).Templates;
        Assert.Equal((2, 2, 1, 1), (report.Reactions, report.Distinct, report.Strict, report.General));
        Assert.All(templates, template => Assert.Equal(2, template.Precedents));
        Assert.All(reactions, reaction => Assert.Equal([0, 1], reaction.Templates));
        Assert.Equal(("CCNC(=O)CC", "CCC(=O)O.CCN"), (reactions[1].Product, reactions[1].Reactants));
    }

    [Fact]
    public void A_reaction_that_no_template_makes_tells_of_starting_materials_alone()
    {
        var report = Run(All, Mapped(Amide), Bare("CCOC(C)=O,CCO.CC(=O)Cl"));

        Assert.Equal((2, 1, 1, 4), (report.Reactions, report.Distinct, report.Strict, report.StartingMaterials));
        Assert.Equal(1, report.Reasons["NoTemplate"]);
    }

    [Fact]
    public void What_a_benchmark_holds_is_not_learned_from_in_any_stereo_form()
    {
        var benchmark = _folder.Write("benchmark.csv", "id,class,reaction\nx,2," + ChiralAmide + "\n");
        var targets = _folder.Write("targets.smi", "CCC(=O)NC\n");
        var report = Run(
            All with { Benchmark = benchmark, LeaveOut = [targets] }, Mapped(Amide, OtherAmide, ChiralAmide.Replace("[C@@H:5]", "[CH:5]", StringComparison.Ordinal)));

        Assert.Equal(2, report.Reasons["LeftOut"]);
        Assert.Equal(["CC(=O)O.CN"], ExtractedReactions.Read(_folder.File("out")).Select(reaction => reaction.Reactants));

        // The benchmark's reaction is an amide too, and its centre only a neighbour of what changes.
        var coverage = report.Coverage.Single(one => one.Of == "benchmark.csv");
        Assert.Equal((1, 1, 1, 1), (coverage.Reactions, coverage.Strict, coverage.General, coverage.Either));
    }

    [Fact]
    public void Every_row_is_accounted_for_by_name()
    {
        var report = Run(All, Mapped(Amide, Amide, "rubbish", "[CH3:1][OH:2]>>[CH3:1][OH:2]"), Bare("CC(C,CC"));

        Assert.Equal(report.Reactions, report.Reasons.Values.Sum());
        Assert.Equal((1, 1, 1, 1, 1), (report.Reasons["Ok"], report.Reasons["Duplicate"], report.Reasons["Syntax"], report.Reasons["NoChange"], report.Reasons["Molecule"]));
        using var rejected = new StreamReader(new GZipStream(File.OpenRead(_folder.File("out/rejected.tsv.gz")), CompressionMode.Decompress));
        Assert.Equal(["id\treason", "2\tDuplicate", "3\tSyntax", "4\tNoChange", "1\tMolecule", ""], rejected.ReadToEnd().Split('\n'));
    }

    [Fact]
    public void The_class_of_a_template_is_that_of_most_of_its_precedents()
    {
        var file = _folder.Write("classed.csv", $"id,class,reaction\na,2,{Amide}\nb,2,{OtherAmide}\nc,1,{ChiralAmide}\n");
        ReactionExtraction.Run([file], _folder.File("out"), All);

        Assert.All(TemplateSet.Read(_folder.File("out/templates.tsv.gz")).Templates, template => Assert.Equal(("2", 3), (template.Class, template.Precedents)));
    }

    [Fact]
    public void A_class_may_come_from_the_benchmark_whose_reactions_make_no_template()
    {
        var benchmark = _folder.Write("benchmark.csv", $"id,class,reaction\nb,2,{OtherAmide}\n");
        Run(All with { Benchmark = benchmark }, Mapped(Amide));

        Assert.All(TemplateSet.Read(_folder.File("out/templates.tsv.gz")).Templates, template => Assert.Equal(("2", 1), (template.Class, template.Precedents)));
    }

    public void Dispose() => _folder.Dispose();

    private ExtractionReport Run(ExtractionOptions options, params string[] files) => ReactionExtraction.Run(files, _folder.File("out"), options);

    private string Mapped(params string[] reactions) => _folder.Write("mapped.csv", "reaction\n" + string.Join('\n', reactions) + "\n");

    private string Bare(params string[] reactions) => _folder.Write("bare.csv", "product,reactants\n" + string.Join('\n', reactions) + "\n");
}
