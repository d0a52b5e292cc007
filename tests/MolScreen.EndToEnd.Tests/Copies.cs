using MolScreen.Contracts.Results;
using MolScreen.Store.Queries;

namespace MolScreen.EndToEnd.Tests;

/// <summary>Checks of a library that is the bundled drugs several times over.</summary>
internal static class Copies
{
    /// <summary>Every position is there once, and equal molecules have equal predictions.</summary>
    public static async Task AssertWhole(string database, Guid job, int times)
    {
        var page = (await ScreeningQueries.Open(database).Ranked(job, new ResultQuery(ScreeningQueries.MaxPage), CancellationToken.None))!;
        Assert.Equal(page.Total, page.Molecules.Count);
        Assert.Equal(Enumerable.Range(0, page.Total), page.Molecules.Select(molecule => molecule.Index).Order());
        Assert.Equal(Enumerable.Range(1, page.Total), page.Molecules.Select(molecule => molecule.Rank!.Value));
        Assert.Equal(0, page.Total % times);
        var drugs = page.Total / times;
        foreach (var copies in page.Molecules.GroupBy(molecule => molecule.Index % drugs))
        {
            Assert.Equal(times, copies.Count());
            Assert.Single(copies.Select(molecule => molecule.Smiles).Distinct());
            foreach (var values in copies.SelectMany(molecule => molecule.Components).GroupBy(component => component.Model))
            {
                // A molecule's prediction may differ in the last digits with its neighbours in the batch.
                Assert.InRange(values.Max(component => component.Value!.Value) - values.Min(component => component.Value!.Value), 0, 1e-4);
            }
        }
    }
}
