using MolScreen.Testing;

namespace MolScreen.Chemistry.Tests.Molecules;

public sealed class TimeLimitTests
{
    private const MoleculeParts Parts = MoleculeParts.Smiles | MoleculeParts.Properties;

    private static readonly string Slow = SlowMolecule.Prism(600);

    private static readonly ProcessingOptions Unlimited = new()
    {
        TimeLimit = Timeout.InfiniteTimeSpan, MaxHeavyAtoms = ProcessingOptions.HighestMaxHeavyAtoms, Threads = 1,
    };

    [Fact]
    public void A_molecule_that_takes_too_long_is_given_up_and_its_neighbours_are_not()
    {
        // What is set up at first use does not count.
        MoleculeProcessor.Process(["CCO"], Parts, Unlimited);
        string[] smiles = ["CCO", "c1ccccc1", Slow, "CC", "C1", .. Enumerable.Repeat("CCN", 60), Slow, "O"];

        var batch = MoleculeProcessor.Process(smiles, Parts, Unlimited with { TimeLimit = TimeSpan.FromMilliseconds(200) });

        Assert.Equal([2, 65], Enumerable.Range(0, batch.Count).Where(i => batch.Status[i] == MoleculeStatus.Timeout));
        Assert.Equal("timeout", batch.Status[2].ReasonCode());
        Assert.Equal("Not done within 0.2 s.", batch.Messages[2]);
        Assert.Equal(MoleculeStatus.Syntax, batch.Status[4]);
        Assert.Equal(["CCO", "c1ccccc1", "CC", .. Enumerable.Repeat("CCN", 60), "O"], batch.Smiles!);
    }

    [Fact]
    public void Without_a_limit_or_within_it_the_same_molecule_is_processed()
    {
        var slow = SlowMolecule.Prism(250);

        var free = MoleculeProcessor.Process([slow], MoleculeParts.Properties, Unlimited);
        var standard = MoleculeProcessor.Process([slow], MoleculeParts.Properties);

        Assert.Equal([0], free.Accepted);
        Assert.Equal(free.Properties!, standard.Properties!);
    }

    [Fact]
    public void Hydrogens_that_are_written_out_count_too()
    {
        // RDKit keeps distances between all atoms: the 28,000 of such a text once took a process's memory.
        var batch = MoleculeProcessor.Process([string.Concat(Enumerable.Repeat("[H][H].", 14_000)) + "C"], MoleculeParts.Smiles);

        Assert.Equal(MoleculeStatus.TooLarge, Assert.Single(batch.Status));
        Assert.Equal("28000 hydrogen atoms are written out, at most 2000 are accepted.", Assert.Single(batch.Messages));
    }
}
