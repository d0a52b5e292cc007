using MolScreen.Chemistry.Alerts;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Tests.Alerts;

public sealed class StructuralAlertTests
{
    /// <summary>Entries of each catalog: FilterCatalog.GetNumEntries of python3-rdkit 2022.09.3.</summary>
    [Theory]
    [InlineData(AlertCatalogs.PainsA, 16)]
    [InlineData(AlertCatalogs.PainsB, 55)]
    [InlineData(AlertCatalogs.PainsC, 409)]
    [InlineData(AlertCatalogs.Brenk, 105)]
    [InlineData(AlertCatalogs.Nih, 180)]
    [InlineData(AlertCatalogs.Zinc, 50)]
    [InlineData(AlertCatalogs.All, 815)]
    [InlineData(AlertCatalogs.None, 0)]
    public void A_catalog_has_its_alerts_with_name_reference_and_scope(AlertCatalogs catalogs, int count)
    {
        var alerts = StructuralAlert.Of(catalogs).ToList();

        Assert.Equal(count, alerts.Count);
        Assert.Equal(count, alerts.Select(a => a.Number).Distinct().Count());
        Assert.All(alerts, alert =>
        {
            Assert.NotEqual("", alert.Name);
            Assert.NotEqual("", alert.Reference);
            Assert.NotEqual("", alert.Scope);
            Assert.DoesNotContain('\ufffd', alert.Name + alert.Reference + alert.Scope);
            Assert.True(catalogs.HasFlag(alert.Catalog));
            Assert.InRange(alert.AtomCount, 1, 100);
        });
    }

    /// <summary>p-Benzoquinone is PAINS A's quinone_A; by hand, all eight atoms of it.</summary>
    [Fact]
    public void Benzoquinone_is_a_quinone()
    {
        var batch = MoleculeProcessor.Process(["O=C1C=CC(=O)C=C1", "CCO"], MoleculeParts.Alerts, new() { AlertCatalogs = AlertCatalogs.PainsA });

        var found = batch.Alerts!.ByMolecule().ToList();
        var match = Assert.Single(found[0]);
        Assert.Equal("quinone_A(370)", match.Alert.Name);
        Assert.Contains("Baell", match.Alert.Reference, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 8), Assert.Single(match.Atoms).Order());
        Assert.Empty(found[1]);
    }

    [Fact]
    public void Rejected_molecules_have_no_place_in_the_arrays()
    {
        var batch = MoleculeProcessor.Process(["C1CC", "O=C1C=CC(=O)C=C1", "", "C(C)(C)(C)(C)C"], MoleculeParts.Alerts);

        Assert.Equal(4, batch.Count);
        Assert.Equal(1, batch.Alerts!.Count);
    }

    [Fact]
    public void A_catalog_that_does_not_exist_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => MoleculeProcessor.Process(["C"], MoleculeParts.Alerts, new() { AlertCatalogs = (AlertCatalogs)64 }));
        Assert.Throws<ChemistryException>(
            () => { unsafe { NativeChemistry.Check(NativeChemistry.AlertTable(6, out _, out _, out _, out _, out _)); } });
    }
}
