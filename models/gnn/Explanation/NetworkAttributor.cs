using MolScreen.Gnn.Network;
using static TorchSharp.torch;

namespace MolScreen.Gnn.Explanation;

/// <summary>
/// Integrated gradients (Sundararajan, Taly and Yan, ICML 2017) of an ensemble of networks, through libtorch: ∫ ∂f/∂s_v dt along
/// s = t from 0 to 1, where s_v multiplies the feature vector of atom v. Bonds have such factors too, shared by their two atoms, and so
/// have the scaled descriptors. f is a network's value or probability; the baseline is the graph with features of 0 and descriptors at
/// their training mean. There are as many Gauss–Legendre points as it takes for the sum to miss f(1) − f(0) by less than <see cref="Tolerance"/>;
/// the slopes jump wherever a ReLU turns on, so that the error falls as one over the points.
/// </summary>
internal sealed class NetworkAttributor(IReadOnlyList<NetworkWeights> weights, NetworkArchitecture architecture, IReadOnlyList<TaskDescription> tasks) : IAttributor
{
    /// <summary>The completeness error that is small enough, where f is at most 1 in size; else relative to f.</summary>
    internal const double Tolerance = 1e-4;

    private const int FewestPoints = 32, MostPoints = 512;

    /// <summary>Atoms of all copies of a molecule that are computed together; bounds the memory.</summary>
    private const int AtomsTogether = 1024;

    private readonly Lock one = new();
    private readonly Lazy<Dmpnn[]> networks = new(() => [.. weights.Select(each => Loaded(each, architecture))]);

    /// <inheritdoc/>
    public ArmKind Kind => ArmKind.Network;

    /// <inheritdoc/>
    public Attribution Of(MoleculeInputs molecule, FingerprintEnvironments? environments, int task, CancellationToken cancel)
    {
        lock (one)
        {
            var paths = networks.Value.Select((network, number) => new FeaturePath(network, weights[number], molecule, task, tasks[task].Kind)).ToArray();
            Attribution Integrate(int points) =>
                Attribution.Blend([.. paths.Select(path => (1.0 / paths.Length, path.Integrate(points, cancel)))], molecule.Graphs.AtomCounts[0]);
            var points = FewestPoints;
            var found = Integrate(points);
            while (Excess(found) is > 1 and var excess && points < MostPoints)
            {
                points = (int)Math.Min(MostPoints, points * Math.Max(2, excess));
                found = Integrate(points);
            }

            return found;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var network in networks.IsValueCreated ? networks.Value : [])
        {
            network.Dispose();
        }
    }

    /// <summary>The error in tolerances.</summary>
    private static double Excess(Attribution found) => Math.Abs(found.Error) / (Tolerance * Math.Max(1, Math.Abs(found.Value)));

    private static Dmpnn Loaded(NetworkWeights weights, NetworkArchitecture architecture)
    {
        var network = new Dmpnn(architecture);
        network.Load(weights);
        network.eval();
        foreach (var (_, parameter) in network.named_parameters())
        {
            parameter.requires_grad = false;
        }

        return network;
    }

    /// <summary>One network's way from the empty molecule to a molecule.</summary>
    private sealed class FeaturePath(Dmpnn network, NetworkWeights weights, MoleculeInputs molecule, int task, TaskKind kind)
    {
        private readonly int atoms = molecule.Graphs.AtomCounts[0], bonds = molecule.Graphs.BondCounts[0];
        private readonly DescriptorTable? descriptors = weights.Scaled(molecule);

        internal Attribution Integrate(int points, CancellationToken cancel)
        {
            var (t, w) = GaussLegendre.Rule(points);
            (t, w) = ([0, 1, .. t], [0, 0, .. w]); // The two ends are computed in the same way.
            var (ofAtoms, ofBonds, values, ofDescriptors) = (new double[atoms], new double[bonds], new double[t.Length], 0.0);
            var together = Math.Max(1, AtomsTogether / atoms);
            for (var first = 0; first < t.Length; first += together)
            {
                cancel.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                var part = first..Math.Min(t.Length, first + together);
                var slopes = Slopes(t[part], w[part], values.AsSpan(part));
                Add(slopes.Atoms, ofAtoms);
                Add(slopes.Bonds, ofBonds);
                ofDescriptors += slopes.Descriptors.Sum(slope => (double)slope);
            }

            for (var bond = 0; bond < bonds; bond++)
            {
                ofAtoms[molecule.Graphs.BondEnds[2 * bond]] += ofBonds[bond] / 2;
                ofAtoms[molecule.Graphs.BondEnds[(2 * bond) + 1]] += ofBonds[bond] / 2;
            }

            return new Attribution(values[1], values[0], ofAtoms) { Descriptors = ofDescriptors };
        }

        /// <summary>w ∂f/∂s of every atom, bond and descriptor vector of some copies of the molecule, and f of each.</summary>
        private (float[] Atoms, float[] Bonds, float[] Descriptors) Slopes(double[] t, double[] w, Span<double> values)
        {
            Tensor Factors(int each) => tensor([.. t.SelectMany(value => Enumerable.Repeat((float)value, each))], [t.Length * each, 1], requires_grad: true);
            using var batch = new GraphBatch(molecule.Graphs, molecule.Graphs.Offsets(), new int[t.Length], CPU, descriptors, distinct: true);
            var (atomFactors, bondFactors, moleculeFactors) = (Factors(atoms), Factors(bonds), Factors(1));
            batch.Scale(atomFactors, bondFactors, moleculeFactors);
            var output = (network.call(batch).select(1, task) * weights.TargetScale[task]) + weights.TargetMean[task];
            output = kind == TaskKind.Classification ? output.sigmoid() : output;
            (output * tensor(Array.ConvertAll(w, value => (float)value))).sum().backward();
            var f = output.detach().data<float>().ToArray();
            for (var i = 0; i < f.Length; i++)
            {
                values[i] = f[i];
            }

            return (Gradient(atomFactors), Gradient(bondFactors), Gradient(moleculeFactors));
        }

        /// <summary>Empty for what the output does not depend on.</summary>
        private static float[] Gradient(Tensor factors) => factors.grad is { } gradient ? gradient.data<float>().ToArray() : [];

        private static void Add(float[] slopes, double[] sums)
        {
            for (var i = 0; i < slopes.Length; i++)
            {
                sums[i % sums.Length] += slopes[i];
            }
        }
    }
}
