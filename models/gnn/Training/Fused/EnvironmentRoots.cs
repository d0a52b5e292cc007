using MolScreen.Gnn.Environments;
using MolScreen.Gnn.Inference;

namespace MolScreen.Gnn.Training.Fused;

/// <summary>
/// What edges and atoms are by themselves: W_i [x_src ‖ e] of each pair of an atom kind and a bond's codes, W_o x + b of each atom
/// kind, both sums of a few weight rows; and backward the gradients of those rows.
/// </summary>
internal sealed unsafe class EnvironmentRoots(FusedTrainingState state, BatchEnvironments environments)
{
    private readonly ParameterLayout layout = state.Layout;
    private readonly AlignedBuffer first = new(0), firstState = new(0), edges = new(0), atoms = new(0);

    /// <summary>H0 after ReLU, pair by pair.</summary>
    internal float* FirstState => firstState.Pointer;

    /// <summary>What every update of an edge adds, pair by pair: H0 before ReLU, and W_h's bias.</summary>
    internal float* Edges => layout.Update.Bias is null ? first.Pointer : edges.Pointer;

    /// <summary>What the atom vectors start from, kind by kind.</summary>
    internal float* Atoms => atoms.Pointer;

    private int Stride => layout.Stride;

    /// <summary>Computes the rows of a batch.</summary>
    internal void Forward(MoleculeGraphs graphs)
    {
        var (pairs, kinds) = (environments.PairKinds.Count, environments.KindAtoms.Count);
        foreach (var (buffer, rows) in new[] { (first, pairs), (firstState, pairs), (edges, pairs), (atoms, kinds) })
        {
            buffer.Ensure(checked(rows * Stride));
        }

        for (var pair = 0; pair < pairs; pair++)
        {
            var row = first.Pointer + ((long)pair * Stride);
            StartWith(row, layout.Input.Bias);
            foreach (var (column, factor) in InputTerms(graphs, pair))
            {
                Rows.AddScaled(row, Weights(layout.Input, column), factor, Stride);
            }

            var after = firstState.Pointer + ((long)pair * Stride);
            Rows.Copy(after, row, Stride);
            Rows.Relu(after, Stride);
            if (layout.Update.Bias is { } bias)
            {
                Rows.Sum(edges.Pointer + ((long)pair * Stride), row, state.Parameters + bias, Stride);
            }
        }

        for (var kind = 0; kind < kinds; kind++)
        {
            var row = atoms.Pointer + ((long)kind * Stride);
            StartWith(row, layout.Output.Bias);
            foreach (var (column, factor) in AtomTerms(graphs, environments.KindAtoms[kind]))
            {
                Rows.AddScaled(row, Weights(layout.Output, column), factor, Stride);
            }
        }
    }

    /// <summary>Adds up the gradients of the weight rows and biases; they are written over what <paramref name="gradient"/> held there.</summary>
    /// <param name="graphs">The batch's graphs.</param>
    /// <param name="levels">Gradients of each level's states before ReLU.</param>
    /// <param name="messages">Gradients of the first level's messages.</param>
    /// <param name="gradient">Of all parameters.</param>
    /// <param name="threads">Who works.</param>
    internal void Backward(MoleculeGraphs graphs, AlignedBuffer[] levels, float* messages, float* gradient, StepThreads threads)
    {
        void Clear(int start, int rows) => new Span<float>(gradient + start, rows * Stride).Clear();
        Clear(layout.Input.Weight, layout.Input.Inputs);
        Clear(layout.Output.Weight, layout.Features.AtomFeatures);
        foreach (var bias in new[] { layout.Input.Bias, layout.Update.Bias, layout.Output.Bias })
        {
            Clear(bias ?? 0, bias is null ? 0 : 1);
        }

        var last = levels.Length - 1;
        threads.Each(environments.KindAtoms.Count, kind => GatheredRows.Sum(atoms.Pointer + ((long)kind * Stride), levels[last].Pointer, environments.Levels[last].RootUsers[kind], Stride));
        threads.Each(environments.PairKinds.Count, pair =>
        {
            var row = first.Pointer + ((long)pair * Stride);
            new Span<float>(row, Stride).Clear();
            for (var level = 0; level < last; level++)
            {
                GatheredRows.Add(row, levels[level].Pointer, environments.Levels[level].RootUsers[pair], Stride);
            }

            GatheredRows.Backward(firstState.Pointer + ((long)pair * Stride), messages, environments.Levels[0].Users[pair], 1, Stride);
        });
        for (var kind = 0; kind < environments.KindAtoms.Count; kind++)
        {
            var row = atoms.Pointer + ((long)kind * Stride);
            Rows.Add(gradient + layout.Output.Bias!.Value, row, Stride);
            foreach (var (column, factor) in AtomTerms(graphs, environments.KindAtoms[kind]))
            {
                Rows.AddScaled(gradient + layout.Output.Weight + (column * Stride), row, factor, Stride);
            }
        }

        for (var pair = 0; pair < environments.PairKinds.Count; pair++)
        {
            var row = first.Pointer + ((long)pair * Stride);
            if (layout.Update.Bias is { } update)
            {
                Rows.Add(gradient + update, row, Stride);
            }

            Rows.Add(row, firstState.Pointer + ((long)pair * Stride), Stride);
            if (layout.Input.Bias is { } input)
            {
                Rows.Add(gradient + input, row, Stride);
            }

            foreach (var (column, factor) in InputTerms(graphs, pair))
            {
                Rows.AddScaled(gradient + layout.Input.Weight + (column * Stride), row, factor, Stride);
            }
        }
    }

    private void StartWith(float* row, int? bias)
    {
        if (bias is { } start)
        {
            Rows.Copy(row, state.Parameters + start, Stride);
        }
        else
        {
            new Span<float>(row, Stride).Clear();
        }
    }

    private float* Weights(LinearPlace place, int column) => state.Parameters + place.Weight + ((long)column * Stride);

    /// <summary>Columns of an atom's vector that are not 0, with their values.</summary>
    private (int Column, float Factor)[] AtomTerms(MoleculeGraphs graphs, int atom)
    {
        Span<int> columns = stackalloc int[MoleculeGraphs.CodesPerAtom];
        var on = columns[..layout.Features.AtomColumns(graphs.AtomCodes.AsSpan(atom * MoleculeGraphs.CodesPerAtom, MoleculeGraphs.CodesPerAtom), columns)];
        return [.. on.ToArray().Select(column => (column, 1f)), (layout.Features.MassColumn, FeatureLayout.MassScale * graphs.AtomMasses[atom])];
    }

    /// <summary>The same of an edge's source and bond.</summary>
    private (int Column, float Factor)[] InputTerms(MoleculeGraphs graphs, int pair)
    {
        Span<int> columns = stackalloc int[MoleculeGraphs.CodesPerBond];
        var on = columns[..FeatureLayout.BondColumns(graphs.BondCodes.AsSpan(environments.PairBonds[pair] * MoleculeGraphs.CodesPerBond, MoleculeGraphs.CodesPerBond), columns)];
        return [.. AtomTerms(graphs, environments.KindAtoms[environments.PairKinds[pair]]), .. on.ToArray().Select(column => (layout.Features.AtomFeatures + column, 1f))];
    }
}
