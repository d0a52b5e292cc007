using MolScreen.Chemistry.Reactions;

namespace MolScreen.Chemistry.Tests.Reactions;

/// <summary>
/// Worked cases. Changed atoms carry element, H, D and charge; atoms one bond around them and of a group that is kept whole only
/// element, aromaticity and charge; leaving groups are strict and unmapped.
/// </summary>
public sealed class TemplateExtractionTests
{
    [Theory]
    // The amide's N and C change (H2→H1, O→N); around them the N's carbon, the acyl carbon's methyl and oxygen; OH leaves.
    [InlineData(
        "[CH3:1][C:2](=[O:3])O.[NH2:4][CH2:5][CH3:6]>>[CH3:1][C:2](=[O:3])[NH:4][CH2:5][CH3:6]",
        "[C;+0:1]-[N;H1;D2;+0:2]-[C;H0;D3;+0:3](-[C;+0:4])=[O;+0:5]>>[C;+0:1]-[N;H2;D1;+0:2].[C;+0:4]-[C;H0;D3;+0:3](=[O;+0:5])-[O;H1;D1;+0]")]
    // Esterification: the same shape with oxygen.
    [InlineData(
        "[CH3:1][C:2](=[O:3])O.[OH:4][CH2:5][CH3:6]>>[CH3:1][C:2](=[O:3])[O:4][CH2:5][CH3:6]",
        "[C;+0:1]-[O;H0;D2;+0:2]-[C;H0;D3;+0:3](-[C;+0:4])=[O;+0:5]>>[C;+0:1]-[O;H1;D1;+0:2].[C;+0:4]-[C;H0;D3;+0:3](=[O;+0:5])-[O;H1;D1;+0]")]
    // Suzuki: both ipso carbons change, their ring neighbours are radius 1; bromide and boronic acid leave.
    [InlineData(
        "[CH3:1][c:2]1[cH:3][cH:4][c:5](Br)[cH:6][cH:7]1.OB(O)[c:8]1[cH:9][cH:10][cH:11][cH:12][cH:13]1>>[CH3:1][c:2]1[cH:3][cH:4][c:5](-[c:8]2[cH:9][cH:10][cH:11][cH:12][cH:13]2)[cH:6][cH:7]1",
        "[c;+0:1]:[c;H0;D3;+0:2](:[c;+0:3])-[c;H0;D3;+0:4](:[c;+0:5]):[c;+0:6]>>[Br;H0;D1;+0]-[c;H0;D3;+0:4](:[c;+0:5]):[c;+0:6].[O;H1;D1;+0]-[B;H0;D3;+0](-[O;H1;D1;+0])-[c;H0;D3;+0:2](:[c;+0:1]):[c;+0:3]")]
    // Removing Boc: the whole carbamate is a leaving group.
    [InlineData(
        "CC(C)(C)OC(=O)[NH:1][CH2:2][CH3:3]>>[NH2:1][CH2:2][CH3:3]",
        "[C;+0:1]-[N;H2;D1;+0:2]>>[C;+0:1]-[N;H1;D2;+0:2]-[C;H0;D3;+0](=[O;H0;D1;+0])-[O;H0;D2;+0]-[C;H0;D4;+0](-[C;H3;D1;+0])(-[C;H3;D1;+0])-[C;H3;D1;+0]")]
    // SNAr on a pyrimidine: both ring nitrogens are neighbours of the carbon that changes.
    [InlineData(
        "[n:1]1[cH:2][cH:3][cH:4][n:5][c:6]1Cl.[NH2:7][CH3:8]>>[n:1]1[cH:2][cH:3][cH:4][n:5][c:6]1[NH:7][CH3:8]",
        "[C;+0:1]-[N;H1;D2;+0:2]-[c;H0;D3;+0:3](:[n;+0:4]):[n;+0:5]>>[C;+0:1]-[N;H2;D1;+0:2].[Cl;H0;D1;+0]-[c;H0;D3;+0:3](:[n;+0:4]):[n;+0:5]")]
    // Reduction of a ketone: carbon and oxygen change, nothing leaves.
    [InlineData(
        "[CH3:1][C:2](=[O:3])[CH3:4]>>[CH3:1][CH:2]([OH:3])[CH3:4]",
        "[C;+0:1]-[C;H1;D3;+0:2](-[C;+0:3])-[O;H1;D1;+0:4]>>[C;+0:1]-[C;H0;D3;+0:2](-[C;+0:3])=[O;H0;D1;+0:4]")]
    // Lactonization: one molecule whose two pieces stay one molecule, hence the parentheses.
    [InlineData(
        "[OH:1][CH2:2][CH2:3][CH2:4][C:5](=[O:6])O>>[O:1]1[CH2:2][CH2:3][CH2:4][C:5]1=[O:6]",
        "[C;+0:1]-[O;H0;D2;+0:2]-[C;H0;D3;+0:3](-[C;+0:4])=[O;+0:5]>>([C;+0:1]-[O;H1;D1;+0:2].[C;+0:4]-[C;H0;D3;+0:3](=[O;+0:5])-[O;H1;D1;+0])")]
    // SN2: the centre changes and carries opposite marks on the two sides.
    [InlineData(
        "[CH3:1][C@H:2]([CH2:3][CH3:4])Br.[OH:5][CH3:6]>>[CH3:1][C@@H:2]([CH2:3][CH3:4])[O:5][CH3:6]",
        "[C;+0:1]-[O;H0;D2;+0:2]-[C@@;H1;D3;+0:3](-[C;+0:4])-[C;+0:5]>>[Br;H0;D1;+0]-[C@;H1;D3;+0:3](-[C;+0:4])-[C;+0:5].[C;+0:1]-[O;H1;D1;+0:2]")]
    // A centre next to the change that keeps its configuration is no part of it.
    [InlineData(
        "[CH3:1][C@H:2]([CH2:3][CH3:4])[OH:5].[CH3:6][C:7](=[O:8])Cl>>[CH3:1][C@H:2]([CH2:3][CH3:4])[O:5][C:7]([CH3:6])=[O:8]",
        "[C;+0:1]-[O;H0;D2;+0:2]-[C;H0;D3;+0:3](-[C;+0:4])=[O;+0:5]>>[C;+0:1]-[O;H1;D1;+0:2].[C;+0:4]-[C;H0;D3;+0:3](-[Cl;H0;D1;+0])=[O;+0:5]")]
    public void A_reaction_gives_the_template_worked_out_for_it(string reaction, string template)
    {
        var extraction = Assert.Single(TemplateExtractor.Extract([reaction], 1));

        Assert.Equal(ExtractionStatus.Ok, extraction.Status);
        Assert.Equal(template, extraction.Template);
    }

    [Theory]
    // Changed atoms lose their degree; of the atoms around them carbon becomes any (A aliphatic, a aromatic), oxygen stays; groups are not kept whole.
    [InlineData(
        "[CH3:1][C:2](=[O:3])O.[NH2:4][CH2:5][CH3:6]>>[CH3:1][C:2](=[O:3])[NH:4][CH2:5][CH3:6]",
        "[A:1]-[N;H1;+0:2]-[C;H0;+0:3](-[A:4])=[O:5]>>[A:1]-[N;H2;+0:2].[A:4]-[C;H0;+0:3](=[O:5])-[O;H1;D1;+0]")]
    [InlineData(
        "[n:1]1[cH:2][cH:3][cH:4][n:5][c:6]1Cl.[NH2:7][CH3:8]>>[n:1]1[cH:2][cH:3][cH:4][n:5][c:6]1[NH:7][CH3:8]",
        "[A:1]-[N;H1;+0:2]-[c;H0;+0:3](:[n:4]):[n:5]>>[A:1]-[N;H2;+0:2].[Cl;H0;D1;+0]-[c;H0;+0:3](:[n:4]):[n:5]")]
    public void A_reaction_gives_the_general_template_worked_out_for_it(string reaction, string template)
    {
        Assert.Equal(template, Assert.Single(TemplateExtractor.Extract([reaction], 1)).General);
    }

    [Theory]
    [InlineData("CCO", ExtractionStatus.Syntax)]
    [InlineData("", ExtractionStatus.Syntax)]
    [InlineData("[CH3:1]O>>[CH3:1]Cl\tx", ExtractionStatus.Syntax)]
    [InlineData("[CH3:1](C)(C)(C)C>>[CH3:1]", ExtractionStatus.Molecule)]
    [InlineData("[CH3:1][C:2](=[O:3])O.[NH2:4][CH3:5]>>[CH3:1][C:2](=[O:3])[NH:4][CH3:5]é", ExtractionStatus.Molecule)]
    [InlineData("[CH3:1]O>>[CH3:1].Cl", ExtractionStatus.Products)]
    [InlineData("[CH3:1]O>>", ExtractionStatus.Products)]
    [InlineData("CO>>[CH4:1]", ExtractionStatus.Reactants)]
    [InlineData("[CH3:1]O>>[CH3:1]CC", ExtractionStatus.UnmappedProduct)]
    [InlineData("[CH3:1][CH2:1]O>>[CH3:1][CH2:1]Cl", ExtractionStatus.DuplicateMap)]
    [InlineData("[CH3:1][OH:2]>>[CH3:1][NH2:2]", ExtractionStatus.Unbalanced)]
    [InlineData("[CH3:1][OH:2]>>[CH3:1][OH:2]", ExtractionStatus.NoChange)]
    // Which double-bond geometry a Wittig reaction gives is no part of a template, so the E product is not made again.
    [InlineData("[CH3:1][CH:2]=O.CCOP(=O)(OCC)[CH2:3][C:4]#[N:5]>>[CH3:1]/[CH:2]=[CH:3]/[C:4]#[N:5]", ExtractionStatus.NotRegenerated)]
    public void A_reaction_without_a_template_has_its_reason(string reaction, ExtractionStatus expected)
    {
        var extraction = Assert.Single(TemplateExtractor.Extract([reaction], 1));

        Assert.Equal((expected, "", ""), (extraction.Status, extraction.Template, extraction.General));
    }

    [Fact]
    public void Reagents_do_not_count_wherever_they_stand()
    {
        const string bare = "[CH3:1][C:2](=[O:3])O.[NH2:4][CH3:5]>>[CH3:1][C:2](=[O:3])[NH:4][CH3:5]";
        const string crowded = "[CH3:1][C:2](=[O:3])O.[NH2:4][CH3:5].CCN(CC)CC>CN(C)C=O.[Na+:9].[OH-]>[CH3:1][C:2](=[O:3])[NH:4][CH3:5]";

        var extractions = TemplateExtractor.Extract([bare, crowded], 1);

        Assert.Equal(extractions[0], extractions[1]);
        Assert.Equal(("CNC(C)=O", "CC(=O)O.CN"), (extractions[0].Product, extractions[0].Reactants));
    }

    [Fact]
    public void The_text_does_not_depend_on_how_the_reaction_was_numbered_or_written()
    {
        string[] same =
        [
            "[CH3:1][C:2](=[O:3])O.[NH2:4][CH2:5][CH3:6]>>[CH3:1][C:2](=[O:3])[NH:4][CH2:5][CH3:6]",
            "[CH3:16][CH2:15][NH2:14].O[C:12]([CH3:11])=[O:13]>>[CH3:16][CH2:15][NH:14][C:12](=[O:13])[CH3:11]",
            "[CH2:7]([NH2:2])[CH3:9].[O:5]=[C:8](O)[CH3:3]>>[O:5]=[C:8]([NH:2][CH2:7][CH3:9])[CH3:3]",
        ];

        Assert.Single(TemplateExtractor.Extract(same, 1).Select(extraction => extraction.Template).Distinct());
    }

    [Fact]
    public void Threads_change_nothing_and_a_bad_row_harms_no_other()
    {
        const string good = "[CH3:1][C:2](=[O:3])O.[NH2:4][CH3:5]>>[CH3:1][C:2](=[O:3])[NH:4][CH3:5]";
        var rows = Enumerable.Range(0, 1300).Select(i => i % 7 == 3 ? "not a reaction" : good).ToArray();

        var one = TemplateExtractor.Extract(rows, 1);
        var two = TemplateExtractor.Extract(rows, 2);

        Assert.Equal(one, two);
        Assert.Equal(rows.Count(row => row == good), one.Count(extraction => extraction.Status == ExtractionStatus.Ok));
        Assert.All(one.Where((_, i) => i % 7 == 3), extraction => Assert.Equal(ExtractionStatus.Syntax, extraction.Status));
    }

    [Fact]
    public void A_cancelled_extraction_stops()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => TemplateExtractor.Extract(["CCO"], 1, cancel.Token));
    }
}
