using MolScreen.Chemistry.Reactions;

namespace MolScreen.Chemistry.Tests.Reactions;

public sealed class TemplateLibraryTests
{
    private const string Amide =
        "[C;+0:1]-[C;H0;D3;+0:2](=[O;+0:3])-[N;H1;D2;+0:4]-[C;+0:5]>>[C;+0:1]-[C;H0;D3;+0:2](=[O;+0:3])-[O;H1;D1;+0].[N;H2;D1;+0:4]-[C;+0:5]";

    private const string Inversion =
        "[C;+0:1]-[O;H0;D2;+0:2]-[C@@;H1;D3;+0:3](-[C;+0:4])-[C;+0:5]>>[Br;H0;D1;+0]-[C@;H1;D3;+0:3](-[C;+0:4])-[C;+0:5].[C;+0:1]-[O;H1;D1;+0:2]";

    private const string Ether =
        "[C;+0:1]-[O;H0;D2;+0:2]-[C;H1;D3;+0:3](-[C;+0:4])-[C;+0:5]>>[Br;H0;D1;+0]-[C;H1;D3;+0:3](-[C;+0:4])-[C;+0:5].[C;+0:1]-[O;H1;D1;+0:2]";

    private const string VinylSuzuki =
        "[C;+0:1]=[C;H1;D2;+0:2]-[c;H0;D3;+0:3](:[c;+0:4]):[c;+0:5]>>[Br;H0;D1;+0]-[c;H0;D3;+0:3](:[c;+0:4]):[c;+0:5].[C;+0:1]=[C;H1;D2;+0:2]-[B;H0;D3;+0](-[O;H1;D1;+0])-[O;H1;D1;+0]";

    [Fact]
    public void Every_match_gives_its_outcome_once()
    {
        // The diamide comes apart at either end; the symmetric one has one outcome.
        Assert.Equal(["CC(=O)NCC(=O)O|CCN", "CC(=O)O|CCNC(=O)CN"], Apply(Amide, "CC(=O)NCC(=O)NCC"));
        Assert.Equal(["CC(=O)NCCN|CC(=O)O"], Apply(Amide, "CC(=O)NCCNC(C)=O"));
    }

    [Fact]
    public void A_template_that_does_not_fit_has_no_outcome()
    {
        Assert.Empty(Apply(Amide, "CC(=O)N(C)CC")); // no hydrogen on N
        Assert.Empty(Apply(Amide, "CC(=O)OCC"));
        Assert.Empty(Apply(Amide, "C"));
    }

    [Fact]
    public void Two_molecules_do_not_come_out_of_one_ring()
    {
        // The lactam would open into one molecule where the template makes two.
        Assert.Empty(Apply(Amide, "O=C1CCCCCN1"));
    }

    [Fact]
    public void Centres_that_take_no_part_keep_their_configuration()
    {
        Assert.Equal(["CC[C@H](C)C(=O)O|C[C@@H](N)c1ccccc1"], Apply(Amide, "CC[C@H](C)C(=O)N[C@H](C)c1ccccc1"), new SameMolecules());
        Assert.Equal(["CC(=O)O|NC/C=C/C"], Apply(Amide, "CC(=O)NC/C=C/C"), new SameMolecules());
    }

    [Fact]
    public void A_marked_centre_inverts_for_either_enantiomer()
    {
        // Worked by hand with CIP: the (S)-ether comes from the (R)-bromide and the other way round (Br and O both rank first).
        var fromOne = Assert.Single(Apply(Inversion, "CC[C@H](C)OC"));
        var fromOther = Assert.Single(Apply(Inversion, "CC[C@@H](C)OC"));

        Assert.Equal("CC[C@@H](C)Br|CO", fromOne, new SameMolecules());
        Assert.Equal("CC[C@H](C)Br|CO", fromOther, new SameMolecules());
    }

    [Fact]
    public void An_open_molecule_fits_a_marked_template_and_stays_open()
    {
        Assert.Equal(["CCC(C)Br|CO"], Apply(Inversion, "CCC(C)OC"));
    }

    [Fact]
    public void A_specified_centre_does_not_fit_a_template_that_leaves_it_open()
    {
        Assert.Empty(Apply(Ether, "CC[C@H](C)OC"));
        Assert.Equal(["CCC(C)Br|CO"], Apply(Ether, "CCC(C)OC"));
    }

    [Fact]
    public void A_replaced_substituent_keeps_its_side_of_a_double_bond()
    {
        Assert.Equal(["Brc1ccccc1|C/C=C/B(O)O"], Apply(VinylSuzuki, "C/C=C/c1ccccc1"), new SameMolecules());
        Assert.Equal(["Brc1ccccc1|C/C=C\\B(O)O"], Apply(VinylSuzuki, "C/C=C\\c1ccccc1"), new SameMolecules());
    }

    [Fact]
    public void Unusable_templates_are_named_and_harm_no_other()
    {
        using var library = TemplateLibrary.Compile(["no arrow", Amide, "[C:1]>>[C:1", "[C:1][N:2]>>[C:1]", "[C:1]>>[N:1]", "[C:1].[C:2]>>[C:1][C:2]", ""], 2);

        Assert.Equal([false, true, false, false, false, false, false], library.Errors.Select(error => error.Length == 0));
        Assert.Equal(2, library.Apply("CC(=O)NCC(=O)NCC", [1]).Count);
        Assert.Throws<ChemistryException>(() => library.Apply("CCO", [0]));
        Assert.Throws<ChemistryException>(() => library.Apply("CCO", [99]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a molecule")]
    [InlineData("C(C)(C)(C)(C)C")]
    [InlineData("*")]
    [InlineData("[Na+].[Cl-]")]
    [InlineData("[H][H]")]
    [InlineData("CC(=O)NCCé")]
    [InlineData("éCC(=O)NCC")]
    [InlineData("CC(=O)NCC name")]
    [InlineData("CC(=O)NCC |w:0.1|")]
    public void Odd_products_have_no_outcomes(string product)
    {
        Assert.Empty(Apply(Amide, product));
    }

    [Fact]
    public void Limits_hold_on_a_large_product()
    {
        // Forty amides in a row.
        var product = "C" + string.Concat(Enumerable.Repeat("C(=O)NC", 40));
        using var library = TemplateLibrary.Compile([Amide], 1);

        Assert.Equal(5, library.Apply(product, [0], new ApplyOptions { MaxOutcomes = 5, VerifyForward = false }).Count);
        Assert.True(library.Apply(product, [0], new ApplyOptions { MaxMatches = 3, VerifyForward = false }).Count <= 3);
    }

    [Fact]
    public void A_cancelled_application_stops()
    {
        using var library = TemplateLibrary.Compile([Amide], 1);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();

        Assert.Throws<OperationCanceledException>(() => library.Apply("CC(=O)NC", [0], null, cancel.Token));
    }

    [Fact]
    public void Concurrent_applications_give_the_same()
    {
        using var library = TemplateLibrary.Compile([Amide, Inversion, VinylSuzuki], 1);
        var expected = Texts(library.Apply("CC(=O)NCC(=O)NCC", [0, 1, 2]));

        Parallel.For(0, 200, _ => Assert.Equal(expected, Texts(library.Apply("CC(=O)NCC(=O)NCC", [0, 1, 2]))));
    }

    [Fact]
    public void Many_products_at_once_give_what_each_gives_alone()
    {
        using var library = TemplateLibrary.Compile([Amide, Inversion, VinylSuzuki], 1);
        string[] products = ["CC(=O)NCC(=O)NCC", "not a molecule", "CC[C@H](C)OC", "C/C=C/c1ccccc1", "CC(=O)NCC"];
        int[][] templates = [[2, 0], [0], [1], [0, 1, 2], []];

        foreach (var threads in new[] { 1, 2 })
        {
            var outcomes = library.Apply(products, templates, null, threads);
            Assert.Equal(products.Select((product, i) => Texts(library.Apply(product, templates[i]))), outcomes.Select(Texts));
        }

        Assert.Throws<ChemistryException>(() => library.Apply(products, [[0], [0], [0], [7], [0]], null, 2));
    }

    [Fact]
    public void Recorded_reactants_are_traced_to_the_templates_that_make_them()
    {
        using var library = TemplateLibrary.Compile([Ether, Amide, Inversion], 1);
        var labels = library.Label([("CCNC(C)=O", "NCC.OC(C)=O"), ("CC[C@H](C)OC", "CC[C@@H](C)Br.CO"), ("CCNC(C)=O", "CC(=O)Cl.CCN"), ("rubbish", "C")], 2);

        Assert.Equal([1], labels[0].Templates);
        Assert.Equal(("CCNC(C)=O", "CC(=O)O.CCN"), (labels[0].Product, labels[0].Reactants));
        Assert.Equal([2], labels[1].Templates);
        Assert.Empty(labels[2].Templates);
        Assert.Equal(("", ""), (labels[3].Product, labels[3].Mapped));

        // The atom maps are right when the template can be extracted from them again.
        Assert.Equal(Assert.Single(TemplateExtractor.Extract(["[CH3:1][C:2](=[O:3])O.[NH2:4][CH2:5][CH3:6]>>[CH3:1][C:2](=[O:3])[NH:4][CH2:5][CH3:6]"], 1)), Assert.Single(TemplateExtractor.Extract([labels[0].Mapped], 1)));
    }

    [Fact]
    public void The_forward_form_tells_a_right_step_from_a_wrong_one()
    {
        using var library = TemplateLibrary.Compile([Amide], 1);

        Assert.True(library.Regenerates(0, ["CC(=O)O", "CCN"], "CCNC(C)=O"));
        Assert.False(library.Regenerates(0, ["CC(=O)O", "CN"], "CCNC(C)=O"));
        Assert.False(library.Regenerates(0, ["rubbish"], "CCNC(C)=O"));
    }

    private static string[] Apply(string template, string product)
    {
        using var library = TemplateLibrary.Compile([template], 1);
        return Texts(library.Apply(product, [0]));
    }

    private static string[] Texts(IReadOnlyList<TemplateOutcome> outcomes) =>
        [.. outcomes.Select(outcome => string.Join('|', outcome.Reactants)).Order(StringComparer.Ordinal)];

    /// <summary>Compares sets of molecules written in any way.</summary>
    private sealed class SameMolecules : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => Canonical(x!) == Canonical(y!);

        public int GetHashCode(string obj) => Canonical(obj).GetHashCode(StringComparison.Ordinal);

        private static string Canonical(string set) => string.Join('|', MoleculeProcessor
            .Process(set.Split('|'), MoleculeParts.Smiles, new ProcessingOptions { Standardize = false }).Smiles!.Order(StringComparer.Ordinal));
    }
}
