using System.Text;

namespace MolScreen.Gnn.Import;

/// <summary>The MODEL_CARD.md of an imported model, whose training nobody here has seen.</summary>
internal static class ImportedCard
{
    internal static string Write(BundleManifest manifest, ChempropConfig model)
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        var architecture = manifest.Architecture;
        Line($"# {manifest.Name} {manifest.Version}");
        Line();
        Line(manifest.Description);
        Line();
        Line("## Predicts");
        Line("| task | kind | unit |");
        Line("|---|---|---|");
        foreach (var task in manifest.Tasks)
        {
            Line($"| {task.Name} | {(task.Kind == TaskKind.Classification ? "classification" : "regression")} | {task.Unit} |");
        }

        Line();
        Line("## Network");
        Line(FormattableString.Invariant($"{manifest.Weights.Count} D-MPNN of chemprop {model.Version}{(manifest.Weights.Count > 1 ? ", averaged" : "")}: hidden {architecture.Hidden}, depth {architecture.Depth}, {architecture.Activation} in messages, {architecture.FfnLayers} feed-forward layer(s) of {architecture.FfnHidden} with {architecture.FfnActivation}, readout {architecture.Aggregation}, features {manifest.FeatureLayout}, {manifest.Descriptors.Count} descriptors."));
        Line();
        Line("## Molecules");
        Line(manifest.Standardization == BundleManifest.AsWritten
            ? "Taken as they are written, as chemprop takes them; services, which standardize, do not run it."
            : $"Taken in the standard form {manifest.Standardization}: predictions differ from chemprop's for molecules that are not in it.");
        Line();
        Line("## Limits");
        Line("Imported: data, split and figures of its training are not known here. Not for decisions on patients.");
        Line();
        Line("## Made by");
        Line($"`{manifest.Command}`, {manifest.Created}. Licence: {manifest.Licence}");
        return text.ToString();
    }
}
