using MolScreen.Gnn.Network;

namespace MolScreen.Gnn.Inference;

/// <summary>A network's weights in the order the engine reads them: inputs × outputs, rows padded to whole vectors.</summary>
internal sealed unsafe class FusedWeights
{
    private readonly FeatureLayout layout;
    private readonly AlignedBuffer inputAtoms, outputAtoms, bonds, inputBias, outputBias;

    internal FusedWeights(NetworkWeights weights, NetworkArchitecture architecture)
    {
        Architecture = architecture;
        layout = FeatureLayout.Named(architecture.FeatureLayout);
        Hidden = architecture.Hidden;
        Stride = Rows.Stride(Hidden);
        inputAtoms = Transpose(weights.Input, 0, layout.AtomFeatures);
        outputAtoms = Transpose(weights.Output, 0, layout.AtomFeatures);
        Update = Transpose(weights.Update, 0, Hidden);
        Output = Transpose(weights.Output, layout.AtomFeatures, Hidden);
        MoleculeStride = Rows.Stride(Hidden + architecture.Descriptors);
        MessageSlope = Slope(architecture.Activation, weights.MessageSlope);
        FfnSlope = Slope(architecture.FfnActivation, weights.FfnSlope);
        inputBias = Padded(weights.Input.Bias ?? new float[Hidden]);
        UpdateBias = weights.Update.Bias is { } updateBias ? Padded(updateBias) : null;
        outputBias = Padded(weights.Output.Bias!);
        Normalization = weights.BatchNorm is { } norm
            ? (Padded(norm.Mean), Padded(norm.Weight.Zip(norm.Variance, (weight, variance) => (float)(weight / Math.Sqrt(variance + BatchNormWeights.Epsilon))).ToArray()), Padded(norm.Bias))
            : null;
        bonds = BondKinds(Transpose(weights.Input, layout.AtomFeatures, layout.BondFeatures));
        FeedForward = weights.FeedForward.Select(layer => (Transpose(layer, 0, layer.Inputs), Padded(layer.Bias!), layer.Inputs, layer.Outputs)).ToArray();
        TargetMean = weights.TargetMean;
        TargetScale = weights.TargetScale;
    }

    internal NetworkArchitecture Architecture { get; }

    internal int Hidden { get; }

    /// <summary>Distance between rows of hidden vectors.</summary>
    internal int Stride { get; }

    /// <summary>Distance between molecule vectors, which descriptors follow.</summary>
    internal int MoleculeStride { get; }

    /// <summary>The slope of message passing's activation for negative numbers, where it is linear there.</summary>
    internal float MessageSlope { get; }

    /// <summary>The same of the feed-forward network's.</summary>
    internal float FfnSlope { get; }

    /// <summary>W_h's bias; null where it has none.</summary>
    internal AlignedBuffer? UpdateBias { get; }

    /// <summary>Batch normalization of a molecule vector x as (x − mean) · factor + shift; null where there is none.</summary>
    internal (AlignedBuffer Mean, AlignedBuffer Factor, AlignedBuffer Shift)? Normalization { get; }

    /// <summary>W_hᵀ.</summary>
    internal AlignedBuffer Update { get; }

    /// <summary>The part of W_oᵀ that takes the summed messages.</summary>
    internal AlignedBuffer Output { get; }

    internal (AlignedBuffer Weight, AlignedBuffer Bias, int Inputs, int Outputs)[] FeedForward { get; }

    internal float[] TargetMean { get; }

    internal float[] TargetScale { get; }

    /// <summary>W_i's bond part with its bias for the codes of one bond.</summary>
    internal float* BondRow(ReadOnlySpan<byte> codes) => bonds.Pointer + ((long)BondKind(codes) * Stride);

    /// <summary>The atom parts of W_i and of W_o with its bias.</summary>
    internal void AtomRows(ReadOnlySpan<byte> codes, float mass, float* input, float* output)
    {
        Span<int> columns = stackalloc int[MoleculeGraphs.CodesPerAtom];
        new Span<float>(input, Stride).Clear();
        Rows.Copy(output, outputBias.Pointer, Stride);
        foreach (var column in columns[..layout.AtomColumns(codes, columns)])
        {
            Rows.AddScaled(input, inputAtoms.Pointer + (column * Stride), 1, Stride);
            Rows.AddScaled(output, outputAtoms.Pointer + (column * Stride), 1, Stride);
        }

        var scaled = FeatureLayout.MassScale * mass;
        Rows.AddScaled(input, inputAtoms.Pointer + (layout.MassColumn * Stride), scaled, Stride);
        Rows.AddScaled(output, outputAtoms.Pointer + (layout.MassColumn * Stride), scaled, Stride);
    }

    private int BondKind(ReadOnlySpan<byte> codes)
    {
        var kind = 0;
        for (var group = 0; group < MoleculeGraphs.CodesPerBond; group++)
        {
            kind = (kind * layout.BondGroups[group]) + codes[group];
        }

        return kind;
    }

    private AlignedBuffer BondKinds(AlignedBuffer columns)
    {
        var table = new AlignedBuffer(layout.BondGroups.Aggregate(1, (product, slots) => product * slots) * Stride);
        Span<int> on = stackalloc int[MoleculeGraphs.CodesPerBond];
        for (byte type = 0; type < layout.BondGroups[0]; type++)
        {
            for (byte flags = 0; flags < 4; flags++)
            {
                for (byte stereo = 0; stereo < layout.BondGroups[3]; stereo++)
                {
                    ReadOnlySpan<byte> codes = [type, (byte)(flags >> 1), (byte)(flags & 1), stereo];
                    Rows.Copy(table.Pointer + (BondKind(codes) * Stride), inputBias.Pointer, Stride);
                    foreach (var column in on[..FeatureLayout.BondColumns(codes, on)])
                    {
                        Rows.AddScaled(table.Pointer + (BondKind(codes) * Stride), columns.Pointer + (column * Stride), 1, Stride);
                    }
                }
            }
        }

        return table;
    }

    private static float Slope(Activation activation, float? learned) => activation switch
    {
        Activation.LeakyRelu => Activations.LeakySlope,
        Activation.Prelu => learned ?? NetworkWeights.InitialSlope,
        _ => 0,
    };

    private static AlignedBuffer Padded(float[] values)
    {
        var buffer = new AlignedBuffer(Rows.Stride(values.Length));
        values.CopyTo(new Span<float>(buffer.Pointer, values.Length));
        return buffer;
    }

    private static AlignedBuffer Transpose(LayerWeights layer, int firstInput, int inputs)
    {
        var stride = Rows.Stride(layer.Outputs);
        var transposed = new AlignedBuffer(inputs * stride);
        for (var output = 0; output < layer.Outputs; output++)
        {
            for (var input = 0; input < inputs; input++)
            {
                transposed.Pointer[(input * stride) + output] = layer.Weight[(output * layer.Inputs) + firstInput + input];
            }
        }

        return transposed;
    }
}
