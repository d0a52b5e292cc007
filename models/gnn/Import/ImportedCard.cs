using MolScreen.Gnn.Bundles;

namespace MolScreen.Gnn.Import;

/// <summary>The MODEL_CARD.md of an imported model, whose training nobody here has seen.</summary>
internal static class ImportedCard
{
    internal static string Write(BundleManifest manifest, ChempropConfig model)
    {
        var card = new CardText(manifest, "task | kind | unit");
        void Line(string line = "") => card.Line(line);
        var architecture = manifest.Architecture;
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
        return card.End("Imported: data, split and figures of its training are not known here.");
    }
}
