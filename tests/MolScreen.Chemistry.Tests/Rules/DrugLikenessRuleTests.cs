namespace MolScreen.Chemistry.Tests.Rules;

/// <summary>Rules on known drugs, what is expected being worked by hand from the formulas beside them.</summary>
public sealed class DrugLikenessRuleTests
{
    private const string Aspirin = "CC(=O)Oc1ccccc1C(=O)O";
    private const string Paracetamol = "CC(=O)Nc1ccc(O)cc1";
    private const string Sucrose = "OC[C@H]1O[C@H](O[C@]2(CO)O[C@H](CO)[C@@H](O)[C@@H]2O)[C@H](O)[C@@H](O)[C@@H]1O";
    private const string Atorvastatin = "CC(C)c1c(C(=O)Nc2ccccc2)c(-c2ccccc2)c(-c2ccc(F)cc2)n1CC[C@@H](O)C[C@@H](O)CC(=O)O";
    private const string Cyclosporine = "CC[C@H]1C(=O)N(C)CC(=O)N(C)[C@@H](CC(C)C)C(=O)N[C@@H](C(C)C)C(=O)N(C)[C@@H](CC(C)C)C(=O)N[C@@H](C)C(=O)N[C@H](C)C(=O)N(C)[C@@H](CC(C)C)C(=O)N(C)[C@@H](CC(C)C)C(=O)N(C)[C@@H](C(C)C)C(=O)N(C)[C@@H]([C@H](O)[C@H](C)C/C=C/C)C(=O)N1";

    /// <summary>C9H8O4, 180.16 g/mol, one OH, four O; the measured logP is 1.2.</summary>
    [Fact]
    public void Aspirin_keeps_the_rule_of_five() => Assert.Empty(Violated(DrugLikenessRule.Lipinski, Aspirin));

    /// <summary>C33H35FN2O5, 558.64 g/mol; the measured logP of the acid is 6.36 (Hansch): Lipinski's two, and still a drug.</summary>
    [Fact]
    public void Atorvastatin_is_too_heavy_and_too_lipophilic()
    {
        Assert.Equal(["MolWt", "MolLogP"], Violated(DrugLikenessRule.Lipinski, Atorvastatin));
        Assert.False(DrugLikenessRule.Lipinski.Passes(Values(Atorvastatin)));
    }

    /// <summary>C62H111N11O12: 1202.6 g/mol, 11 N + 12 O = 23 acceptors, four NH and one OH = 5 donors, which is allowed.</summary>
    [Fact]
    public void Cyclosporine_is_too_heavy_and_has_too_many_acceptors()
    {
        var values = Values(Cyclosporine);
        Assert.Equal(1202.6, values[DescriptorSet.IndexOf("MolWt")], 0.05);
        Assert.Equal(23, values[DescriptorSet.IndexOf("NOCount")]);
        Assert.Equal(5, values[DescriptorSet.IndexOf("NHOHCount")]);
        Assert.Equal(["MolWt", "NOCount"], Violated(DrugLikenessRule.Lipinski, Cyclosporine));
    }

    /// <summary>C12H22O11: eight OH and eleven O; Ertl's surface is 8 × 20.23 + 3 × 9.23 = 189.53 Å²; 45 atoms.</summary>
    [Fact]
    public void Sucrose_is_too_polar_for_every_rule_of_absorption()
    {
        Assert.Equal(["NHOHCount", "NOCount"], Violated(DrugLikenessRule.Lipinski, Sucrose));
        Assert.Equal(["TPSA"], Violated(DrugLikenessRule.Veber, Sucrose));
        Assert.Equal(["TPSA"], Violated(DrugLikenessRule.Egan, Sucrose));
        Assert.Equal(189.53, Values(Sucrose)[DescriptorSet.IndexOf("TPSA")], 1e-9);
    }

    /// <summary>C8H9NO2: 151.16 g/mol is under Ghose's 160; its 20 atoms are just enough. A fragment: one ring, two donors.</summary>
    [Fact]
    public void Paracetamol_is_a_fragment_and_too_light_for_ghose()
    {
        Assert.Equal(["MolWt"], Violated(DrugLikenessRule.Ghose, Paracetamol));
        Assert.Empty(Violated(DrugLikenessRule.Fragment, Paracetamol));
        Assert.Equal(20, new RuleCriterion(RuleCriterion.AtomCount, 20, 70, "").ValueOf(Values(Paracetamol)));
    }

    /// <summary>Pentadecane, C15H32: the 12 bonds between carbons that are not ends turn, two more than Veber allows; alkanes gain half a logP unit a carbon and pass 6 well before.</summary>
    [Fact]
    public void A_long_chain_is_too_flexible_and_too_lipophilic()
    {
        Assert.Equal(["NumRotatableBonds"], Violated(DrugLikenessRule.Veber, "CCCCCCCCCCCCCCC"));
        Assert.Equal(["MolLogP"], Violated(DrugLikenessRule.Egan, "CCCCCCCCCCCCCCC"));
        Assert.Equal(["MolLogP", "NumRotatableBonds"], Violated(DrugLikenessRule.Lead, "CCCCCCCCCCCCCCC"));
    }

    /// <summary>One violation is within the rule of five, as the paper has it; two are not.</summary>
    [Fact]
    public void One_violation_of_the_rule_of_five_is_allowed()
    {
        Assert.Equal(["MolLogP"], Violated(DrugLikenessRule.Lipinski, "CCCCCCCCCCCCCCC"));
        Assert.True(DrugLikenessRule.Lipinski.Passes(Values("CCCCCCCCCCCCCCC")));
        Assert.False(DrugLikenessRule.Lipinski.Passes(Values(Cyclosporine)));
    }

    [Fact]
    public void Bounds_are_inclusive_and_an_undefined_value_violates()
    {
        var criterion = new RuleCriterion("MolWt", 160, 480, "g/mol");
        double[] With(double weight)
        {
            var values = new double[DescriptorSet.Names.Count];
            values[DescriptorSet.IndexOf("MolWt")] = weight;
            return values;
        }

        Assert.Equal([false, true, true, false, false], new[] { 159.9, 160, 480, 480.1, double.NaN }.Select(w => criterion.Holds(With(w))));
        Assert.Equal("160 to 480 g/mol", criterion.ToString());
    }

    [Fact]
    public void Every_quantity_is_a_descriptor()
    {
        Assert.All(
            DrugLikenessRule.All.SelectMany(rule => rule.Criteria).Where(criterion => criterion.Quantity != RuleCriterion.AtomCount),
            criterion => Assert.True(DescriptorSet.IndexOf(criterion.Quantity) >= 0, criterion.Quantity));
    }

    private static double[] Values(string smiles)
    {
        var batch = MoleculeProcessor.Process([smiles], MoleculeParts.Descriptors);
        return DescriptorSet.Of(batch, 0).ToArray();
    }

    private static IEnumerable<string> Violated(DrugLikenessRule rule, string smiles) =>
        rule.Violated(Values(smiles)).Select(criterion => criterion.Quantity);
}
