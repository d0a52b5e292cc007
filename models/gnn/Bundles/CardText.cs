using System.Text;

namespace MolScreen.Gnn.Bundles;

/// <summary>What every MODEL_CARD.md begins and ends with, wherever its model comes from.</summary>
internal sealed class CardText
{
    private readonly StringBuilder text = new();
    private readonly BundleManifest manifest;

    /// <summary>Name, description, and the heading of the table of tasks with its columns.</summary>
    /// <param name="manifest">The bundle's.</param>
    /// <param name="columns">Of the table, for example <c>task | unit</c>.</param>
    internal CardText(BundleManifest manifest, string columns)
    {
        this.manifest = manifest;
        Line($"# {manifest.Name} {manifest.Version}");
        Line();
        Line(manifest.Description);
        Line();
        Line("## Predicts");
        Line($"| {columns} |");
        Line($"|{string.Concat(columns.Split('|').Select(_ => "---|"))}");
    }

    internal void Line(string line = "") => text.Append(line).Append('\n');

    /// <summary>The whole card, after what limits the model and who made it.</summary>
    /// <param name="limits">One or two sentences.</param>
    internal string End(string limits)
    {
        Line();
        Line("## Limits");
        Line($"{limits} Not for decisions on patients.");
        Line();
        Line("## Made by");
        Line($"`{manifest.Command}`, {manifest.Created}. Licence: {manifest.Licence}");
        return text.ToString();
    }
}
