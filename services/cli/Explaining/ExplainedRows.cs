using MolScreen.Chemistry;
using MolScreen.Chemistry.Alerts;
using MolScreen.Chemistry.Input;
using MolScreen.Cli.Molecules;
using MolScreen.Cli.Predicting;
using MolScreen.Gnn;

namespace MolScreen.Cli.Explaining;

/// <summary>A molecule with everything that is said about it.</summary>
/// <param name="Row">As it was read.</param>
/// <param name="Smiles">The molecule that is explained; atoms are counted from 0 in its order. "" for a rejected row.</param>
/// <param name="Atoms">Each atom's element.</param>
/// <param name="Predictions">One for each task asked for, contributions in the order of <paramref name="Smiles"/>.</param>
/// <param name="Alerts">Structural alerts of all catalogs.</param>
/// <param name="Rules">Rules of drug-likeness, all of them.</param>
internal sealed record ExplainedRow(
    ProcessedRow Row, string Smiles, IReadOnlyList<string> Atoms, IReadOnlyList<ExplainedPrediction> Predictions, IReadOnlyList<AlertMatch> Alerts, IReadOnlyList<JudgedRule> Rules);

/// <summary>Explains molecules one after another, in constant memory.</summary>
internal sealed class ExplainedRows(Explainer explainer, IReadOnlyList<string>? tasks)
{
    private readonly ModelInputs inputs = new(explainer.Manifest, 0);

    /// <summary>Explains what the argument names: a molecule as text, or the molecules of a file.</summary>
    public IEnumerable<ExplainedRow> Of(string molecules, MoleculeFileOptions file, CancellationToken cancel)
    {
        var parts = inputs.Parts | MoleculeParts.Environments | MoleculeParts.Alerts | MoleculeParts.Descriptors
            | (inputs.Processing.Standardize ? MoleculeParts.Smiles : MoleculeParts.None);
        MoleculeBatch? batch = null;
        MoleculeInputs? taken = null;
        IEnumerator<(FingerprintEnvironments Environments, ushort[] Places, byte[] Numbers)>? environments = null;
        IEnumerator<IReadOnlyList<AlertMatch>>? alerts = null;
        foreach (var row in MoleculeInput.Process(molecules, file, parts, inputs.Processing, cancel))
        {
            if (!ReferenceEquals(batch, row.Batch))
            {
                batch = row.Batch;
                taken = inputs.Of(batch);
                environments = MoleculeEnvironments.ByMolecule(batch).GetEnumerator();
                alerts = batch.Alerts!.ByMolecule().GetEnumerator();
            }

            if (row.Error is not null)
            {
                yield return new ExplainedRow(row, "", [], [], [], []);
                continue;
            }

            environments!.MoveNext();
            alerts!.MoveNext();
            yield return Explained(row, taken!.Select([row.Accepted]), environments.Current, alerts.Current, cancel);
        }
    }

    private ExplainedRow Explained(
        ProcessedRow row, MoleculeInputs molecule, (FingerprintEnvironments Environments, ushort[] Places, byte[] Numbers) of, IReadOnlyList<AlertMatch> alerts, CancellationToken cancel)
    {
        var predictions = explainer.Explain(molecule, of.Environments, tasks, cancel);
        var atoms = Placed(JudgedAtom.Of(molecule.Graphs, of.Numbers), of.Places);
        return new ExplainedRow(
            row,
            row.Batch.Smiles is { } standard ? standard[row.Accepted] : row.Smiles,
            [.. atoms.Select(atom => Elements.Symbol(atom.Number))],
            [.. predictions.Select(one => one with { Atoms = Placed(one.Atoms, of.Places) })],
            alerts,
            JudgedRule.All(DescriptorSet.Of(row.Batch, row.Accepted), atoms));
    }

    private static T[] Placed<T>(IReadOnlyList<T> values, ushort[] places)
    {
        var placed = new T[values.Count];
        for (var atom = 0; atom < placed.Length; atom++)
        {
            placed[places[atom]] = values[atom];
        }

        return placed;
    }
}
