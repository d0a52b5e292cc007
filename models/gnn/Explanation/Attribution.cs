namespace MolScreen.Gnn.Explanation;

/// <summary>One arm's value of a molecule as a sum: Value = Baseline + Σ Atoms + Descriptors + Absences, up to <see cref="Error"/>.</summary>
/// <param name="Value">The arm's own value or probability.</param>
/// <param name="Baseline">Its value without features.</param>
/// <param name="Atoms">Contribution of each atom of the graph.</param>
internal sealed record Attribution(double Value, double Baseline, double[] Atoms)
{
    /// <summary>What descriptors contribute.</summary>
    internal double Descriptors { get; init; }

    /// <summary>What entries of the fingerprint that are 0 contribute.</summary>
    internal double Absences { get; init; }

    /// <summary>How much is missing from the sum.</summary>
    internal double Error => Value - Baseline - Atoms.Sum() - Descriptors - Absences;

    /// <summary>The same of a function of the value, by the rescale rule: contributions × (to − toBaseline) / (Value − Baseline).</summary>
    /// <param name="to">The function of the value.</param>
    /// <param name="toBaseline">The function of the baseline.</param>
    /// <param name="slope">Its derivative, for a value so near the baseline that the quotient means nothing.</param>
    internal Attribution Rescaled(double to, double toBaseline, double slope)
    {
        const double near = 1e-6;
        var factor = Math.Abs(Value - Baseline) < near ? slope : (to - toBaseline) / (Value - Baseline);
        return new Attribution(to, toBaseline, Array.ConvertAll(Atoms, atom => factor * atom)) { Descriptors = factor * Descriptors, Absences = factor * Absences };
    }

    /// <summary>Σ weight × attribution.</summary>
    internal static Attribution Blend(IReadOnlyList<(double Weight, Attribution Of)> parts, int atoms)
    {
        double Sum(Func<Attribution, double> part) => parts.Sum(p => p.Weight * part(p.Of));
        return new Attribution(Sum(one => one.Value), Sum(one => one.Baseline), [.. Enumerable.Range(0, atoms).Select(atom => Sum(one => one.Atoms[atom]))])
        {
            Descriptors = Sum(one => one.Descriptors),
            Absences = Sum(one => one.Absences),
        };
    }
}

/// <summary>How one kind of arm is explained. Thread-safe.</summary>
internal interface IAttributor : IDisposable
{
    /// <summary>Which kind.</summary>
    ArmKind Kind { get; }

    /// <summary>What an arm's value of one task is the sum of.</summary>
    /// <param name="molecule">Checked inputs of one molecule.</param>
    /// <param name="environments">Those of its fingerprint; null for a bundle without fingerprints.</param>
    /// <param name="task">Which task.</param>
    /// <param name="cancel">Stops between models.</param>
    Attribution Of(MoleculeInputs molecule, FingerprintEnvironments? environments, int task, CancellationToken cancel);
}
