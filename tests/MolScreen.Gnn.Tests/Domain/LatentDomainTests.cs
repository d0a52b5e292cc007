using MolScreen.Gnn.Domain;
using MolScreen.Gnn.Tests.Uncertainty;

namespace MolScreen.Gnn.Tests.Domain;

public sealed class LatentDomainTests
{
    /// <summary>Along an axis that two dimensions share, as far in either alone is farther than in both: that is what a covariance knows.</summary>
    [Fact]
    public void Distance_knows_what_goes_together()
    {
        var random = new Random(51);
        var vectors = Enumerable.Range(0, 2000).SelectMany(_ =>
        {
            var common = SimulatedRows.Normal(random);
            return new[] { (float)(5 + (2 * common)), (float)(100 * (common + (0.1 * SimulatedRows.Normal(random)))), 3f };
        }).ToArray();
        var domain = LatentDomain.Fit(vectors, 3);
        Assert.InRange(domain.Distance([5, 0, 3]), 0, 0.1);
        Assert.True(domain.Distance([9, -200, 3]) > 5 * domain.Distance([9, 200, 3]));
        var below = Enumerable.Range(0, 2000).Count(row => domain.Distance(vectors.AsSpan(row * 3, 3)) <= 1);
        Assert.InRange(below, 1899, 1901);
    }

    /// <summary>
    /// One dimension with the values −3, −1, 1, 3: distances are |x| in units of the ⌈0.95 · 4⌉ = 4th smallest, 3.
    /// </summary>
    [Fact]
    public void One_dimension_worked_by_hand()
    {
        var domain = LatentDomain.Fit([-3, -1, 1, 3], 1);
        Assert.Equal(1, domain.Distance([3]), 1e-6);
        Assert.Equal(2, domain.Distance([-6]), 1e-6);
    }

    /// <summary>Against x Σ⁻¹ x of two dimensions, written out, with Ledoit and Wolf's λ from its definition with every ‖z zᵀ − S‖².</summary>
    [Fact]
    public void Two_dimensions_are_the_written_out_ones()
    {
        var random = new Random(52);
        var z = Enumerable.Range(0, 30).Select(_ => (A: SimulatedRows.Normal(random), B: SimulatedRows.Normal(random))).Select(p => (p.A, B: p.B + p.A)).ToArray();
        var domain = LatentDomain.Fit([.. z.SelectMany(p => new[] { (float)p.A, (float)p.B })], 2);

        double ma = z.Average(p => p.A), mb = z.Average(p => p.B);
        double sa = Math.Sqrt(z.Average(p => (p.A - ma) * (p.A - ma))), sb = Math.Sqrt(z.Average(p => (p.B - mb) * (p.B - mb)));
        var unit = z.Select(p => (A: (p.A - ma) / sa, B: (p.B - mb) / sb)).ToArray();
        var r = unit.Average(p => p.A * p.B);
        var noise = unit.Sum(p => Math.Pow((p.A * p.A) - 1, 2) + Math.Pow((p.B * p.B) - 1, 2) + (2 * Math.Pow((p.A * p.B) - r, 2))) / (30 * 30);
        var shrunk = r * (1 - Math.Min(1, noise / (2 * r * r)));
        double Square((double A, double B) p) => ((p.A * p.A) + (p.B * p.B) - (2 * shrunk * p.A * p.B)) / (1 - (shrunk * shrunk));
        var scale = Math.Sqrt(unit.Select(Square).Order().ElementAt(28));
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(Math.Sqrt(Square(unit[i])) / scale, domain.Distance([(float)z[i].A, (float)z[i].B]), 1e-4);
        }
    }

    /// <summary>The product of many vectors gives what each alone has.</summary>
    [Fact]
    public void Many_distances_are_those_of_each()
    {
        var random = new Random(54);
        float[] Vectors(int count) => [.. Enumerable.Range(0, count * 17).Select(_ => (float)SimulatedRows.Normal(random))];
        var domain = LatentDomain.Fit(Vectors(200), 17);
        var (fresh, sums) = (Vectors(600), Enumerable.Repeat(1f, 600).ToArray());
        new LatentDistances(domain).Add([.. fresh], 0.5f, sums, threads: 2, CancellationToken.None);
        Assert.All(Enumerable.Range(0, 600), row => Assert.Equal(1 + (0.5 * domain.Distance(fresh.AsSpan(row * 17, 17))), sums[row], 1e-4));
    }

    [Fact]
    public void Fewer_vectors_than_dimensions_and_copies_of_a_dimension_are_no_trouble()
    {
        var random = new Random(53);
        var vectors = Enumerable.Range(0, 20).SelectMany(_ =>
        {
            var row = Enumerable.Range(0, 40).Select(_ => (float)SimulatedRows.Normal(random)).ToArray();
            (row[1], row[2]) = (row[0], 0);
            return row;
        }).ToArray();
        var domain = LatentDomain.Fit(vectors, 40);
        Assert.All(Enumerable.Range(0, 20), row => Assert.InRange(domain.Distance(vectors.AsSpan(row * 40, 40)), 0.1, 1.5));
        Assert.Equal(0, LatentDomain.Fit([1, 1, 1], 1).Distance([5]));
        Assert.Throws<ArgumentException>(() => LatentDomain.Fit([1], 1));
        Assert.Throws<ArgumentException>(() => domain.Distance([1]));
    }
}
