namespace MolScreen.Gnn.Kernel;

/// <summary>How a Tanimoto-kernel model is fitted.</summary>
public sealed record TanimotoKernelOptions
{
    /// <summary>Most molecules with a label that a task may have, from 1 to 20,000; one with more gets no kernel. Time grows with their cube, memory with 12 bytes their square.</summary>
    public int MaximumRows { get; init; } = 6000;

    /// <summary>Values of λ to choose from, all above 0; the one with the smallest leave-one-out error is taken.</summary>
    public IReadOnlyList<double> Penalties { get; init; } = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    /// <summary>Molecules on which λ is chosen at most, evenly taken from those with a label; from 2.</summary>
    public int SelectionRows { get; init; } = 1500;

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentException">One is wrong; names it.</exception>
    public void Validate()
    {
        if (MaximumRows is < 1 or > 20000 || SelectionRows < 2 || Penalties.Count == 0 || Penalties.Any(penalty => !(penalty > 0) || !double.IsFinite(penalty)))
        {
            throw new ArgumentException($"Needed: {nameof(MaximumRows)} from 1 to 20,000, {nameof(SelectionRows)} from 2, {nameof(Penalties)} above 0.");
        }
    }
}
