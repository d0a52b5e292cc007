namespace MolScreen.Gnn.Arms;

/// <summary>One of the models that a bundle blends. Thread-safe.</summary>
internal interface IArm : IDisposable
{
    /// <summary>Which.</summary>
    ArmKind Kind { get; }

    /// <summary>Predictions in the tasks' units, a probability for classification; not limited to the task's range.</summary>
    /// <param name="inputs">Checked inputs with the parts that the arm takes.</param>
    /// <param name="values">n × tasks, row-major; NaN for a task that the arm has not learned.</param>
    /// <param name="cancel">Stops between groups of molecules.</param>
    void Predict(MoleculeInputs inputs, float[] values, CancellationToken cancel);
}
