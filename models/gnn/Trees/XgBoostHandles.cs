using System.Globalization;
using System.Runtime.InteropServices;

namespace MolScreen.Gnn.Trees;

/// <summary>A matrix that XGBoost holds (its DMatrix).</summary>
internal sealed unsafe class MatrixHandle : SafeHandle
{
    private MatrixHandle(nint matrix)
        : base(0, ownsHandle: true) => SetHandle(matrix);

    public override bool IsInvalid => handle == 0;

    /// <summary>Copies features, NaN being a missing value.</summary>
    /// <param name="features">At least one row.</param>
    /// <param name="labels">One for each row; empty to predict.</param>
    /// <param name="threads">Threads that may copy.</param>
    internal static MatrixHandle Of(FeatureMatrix features, ReadOnlySpan<float> labels, int threads)
    {
        // XGBoost takes no null pointer, even for no entries.
        var columns = features.Columns.Length > 0 ? features.Columns : [0];
        var values = features.Values.Length > 0 ? features.Values : [0f];
        fixed (int* s = features.Starts)
        fixed (int* c = columns)
        fixed (float* v = values)
        fixed (float* l = labels)
        {
            XgBoost.Check(XgBoost.CreateMatrix(
                Describe(s, features.Starts.Length, "<i4"),
                Describe(c, features.Columns.Length, "<i4"),
                Describe(v, features.Values.Length, "<f4"),
                (ulong)features.Width,
                string.Create(CultureInfo.InvariantCulture, $$"""{"missing": NaN, "nthread": {{threads}}}"""),
                out var matrix));
            var created = new MatrixHandle(matrix);
            if (labels.Length > 0)
            {
                XgBoost.Check(XgBoost.SetMatrixValues(created, "label", l, (ulong)labels.Length));
            }

            return created;
        }
    }

    protected override bool ReleaseHandle() => XgBoost.FreeMatrix(handle) == 0;

    private static string Describe(void* data, int length, string type) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"data": [{{(ulong)data}}, true], "shape": [{{length}}], "typestr": "{{type}}", "version": 3}""");
}

/// <summary>A model that XGBoost holds (its Booster).</summary>
internal sealed unsafe class BoosterHandle : SafeHandle
{
    private BoosterHandle(nint booster)
        : base(0, ownsHandle: true) => SetHandle(booster);

    public override bool IsInvalid => handle == 0;

    /// <summary>A model without trees.</summary>
    /// <param name="threads">Threads of every later call.</param>
    /// <param name="matrices">What it will be fitted to and evaluated on, whose predictions it then keeps between rounds; they must outlive it.</param>
    internal static BoosterHandle Create(int threads, params ReadOnlySpan<MatrixHandle> matrices)
    {
        Span<nint> pointers = stackalloc nint[matrices.Length];
        for (var i = 0; i < matrices.Length; i++)
        {
            pointers[i] = matrices[i].DangerousGetHandle();
        }

        fixed (nint* p = pointers)
        {
            XgBoost.Check(XgBoost.CreateBooster(p, (ulong)matrices.Length, out var booster));
            var created = new BoosterHandle(booster);
            created.Set("verbosity", 0);
            created.Set("nthread", threads);
            return created;
        }
    }

    internal void Set(string parameter, IFormattable value) =>
        XgBoost.Check(XgBoost.SetParameter(this, parameter, value.ToString(null, CultureInfo.InvariantCulture)));

    internal void Set(string parameter, string value) => XgBoost.Check(XgBoost.SetParameter(this, parameter, value));

    /// <summary>The metric on a matrix, as the parameter <c>eval_metric</c> says.</summary>
    internal double Evaluate(int iteration, MatrixHandle matrix)
    {
        var pointer = matrix.DangerousGetHandle();
        fixed (byte* name = "validation\0"u8)
        {
            var names = name;
            XgBoost.Check(XgBoost.Evaluate(this, iteration, &pointer, &names, 1, out var text));
            GC.KeepAlive(matrix);

            // Such as "[12]	validation-rmse:0.68".
            var line = Marshal.PtrToStringUTF8(text) ?? "";
            return double.TryParse(line.AsSpan(line.LastIndexOf(':') + 1), CultureInfo.InvariantCulture, out var metric)
                ? metric
                : throw new BoostedTreesException($"XGBoost gave no metric but \"{line}\".");
        }
    }

    /// <summary>The model of the first rounds alone.</summary>
    internal BoosterHandle First(int rounds)
    {
        XgBoost.Check(XgBoost.Slice(this, 0, rounds, 1, out var slice));
        return new BoosterHandle(slice);
    }

    /// <summary>The model as universal binary JSON.</summary>
    internal byte[] Save()
    {
        XgBoost.Check(XgBoost.Save(this, """{"format": "ubj"}""", out var length, out var bytes));
        return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
    }

    /// <summary>Takes over a model of <see cref="Save"/>; other bytes may end the process.</summary>
    internal void Load(ReadOnlySpan<byte> model)
    {
        fixed (byte* bytes = model)
        {
            XgBoost.Check(XgBoost.Load(this, bytes, (ulong)model.Length));
        }
    }

    /// <summary>A value for each row. Thread-safe.</summary>
    internal void Predict(MatrixHandle matrix, Span<float> values)
    {
        const string plain = """{"type": 0, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false}""";
        XgBoost.Check(XgBoost.Predict(this, matrix, plain, out var shape, out var dimensions, out var predicted));
        if (dimensions != 1 || shape[0] != (ulong)values.Length)
        {
            throw new BoostedTreesException($"XGBoost gave predictions of {dimensions} dimensions for {values.Length} rows.");
        }

        new ReadOnlySpan<float>(predicted, values.Length).CopyTo(values);
    }

    /// <summary>
    /// TreeSHAP: of each row the contribution of every column and, last, the expected value; together the value, for classification
    /// the log odds. Thread-safe.
    /// </summary>
    internal float[] Contributions(MatrixHandle matrix, int rows, int columns)
    {
        const string contributions = """{"type": 2, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false}""";
        XgBoost.Check(XgBoost.Predict(this, matrix, contributions, out var shape, out var dimensions, out var predicted));
        if (dimensions != 2 || shape[0] != (ulong)rows || shape[1] != (ulong)columns + 1)
        {
            throw new BoostedTreesException($"XGBoost gave contributions of {dimensions} dimensions for {rows} rows of {columns} columns.");
        }

        return new ReadOnlySpan<float>(predicted, checked(rows * (columns + 1))).ToArray();
    }

    protected override bool ReleaseHandle() => XgBoost.FreeBooster(handle) == 0;
}
