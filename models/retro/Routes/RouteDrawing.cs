using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MolScreen.Chemistry.Depiction;

namespace MolScreen.Retro.Routes;

/// <summary>
/// Draws routes as SVG, one below the other: the target on the left, what each reaction needs to the right of it; purchasable
/// molecules are framed. The same routes give the same text.
/// </summary>
public static partial class RouteDrawing
{
    private const int Width = 190;
    private const int Height = 130;
    private const int Between = 110;
    private const int Gap = 12;
    private const int Title = 30;

    /// <summary>The drawing, without scripts, fonts or links; it scales.</summary>
    /// <param name="plan">A plan; one without routes is drawn as its target.</param>
    public static string Draw(PlanResult plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var body = new StringBuilder();
        var (top, right) = (0, 0);
        void Place(string title, PlannedMolecule tree)
        {
            Text(body, Gap, top + 20, title, "start", 14);
            var place = Subtree(body, tree, Gap, top + Title, out var depth);
            top = place.Bottom + Gap;
            right = Math.Max(right, Gap + ((depth + 1) * Width) + (depth * Between) + Gap);
        }

        if (plan.Routes.Count == 0)
        {
            Place($"no route: {plan.Cause}", new PlannedMolecule(plan.Target, false, null));
        }

        for (var i = 0; i < plan.Routes.Count; i++)
        {
            var route = plan.Routes[i];
            Place(FormattableString.Invariant($"route {i + 1}: {route.Steps} {(route.Steps == 1 ? "step" : "steps")}, cost {route.Cost:0.00}"), route.Tree);
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {right} {top}\" width=\"{right}\" height=\"{top}\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{body}</svg>\n");
    }

    /// <summary>Draws a molecule and all below it; tells where its middle and the end of its part are.</summary>
    private static (int Middle, int Bottom) Subtree(StringBuilder svg, PlannedMolecule molecule, int x, int y, out int depth)
    {
        depth = 0;
        var (middle, bottom) = (y + (Height / 2), y + Height);
        if (molecule.Reaction is { } reaction)
        {
            var middles = new List<int>();
            var next = y;
            foreach (var reactant in reaction.Reactants)
            {
                var (at, end) = Subtree(svg, reactant, x + Width + Between, next, out var below);
                middles.Add(at);
                next = end + Gap;
                depth = Math.Max(depth, below + 1);
            }

            bottom = next - Gap;
            middle = (middles[0] + middles[^1]) / 2;
            Join(svg, x + Width, middle, middles);
            Text(svg, x + Width + (Between / 2) - 8, middle - 6, reaction.Evidence?.Class ?? reaction.Template[..Math.Min(8, reaction.Template.Length)], "middle", 10);
            Text(svg, x + Width + (Between / 2) - 8, middle + 14, FormattableString.Invariant($"p = {reaction.Probability:0.000}"), "middle", 10);
        }

        Picture(svg, molecule, x, middle - (Height / 2));
        return (middle, bottom);
    }

    private static void Join(StringBuilder svg, int x, int middle, List<int> middles)
    {
        var bend = x + Between - 18;
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x + 2} {middle}H{bend}M{bend} {middles[0]}V{middles[^1]}");
        middles.ForEach(at => svg.Append(CultureInfo.InvariantCulture, $"M{bend} {at}H{x + Between - 2}"));
        svg.Append(CultureInfo.InvariantCulture, $"M{x + 10} {middle - 5}L{x + 2} {middle}L{x + 10} {middle + 5}\" fill=\"none\" stroke=\"#444\"/>\n");
    }

    private static void Picture(StringBuilder svg, PlannedMolecule molecule, int x, int y)
    {
        var drawing = Depictor.Draw([new DrawnMolecule(molecule.Smiles)], new DrawingOptions { Width = Width, Height = Height, Columns = 1, Transparent = true });
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"route-molecule\" transform=\"translate({x} {y})\">");
        if (molecule.InStock && molecule.Reaction is null)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" rx=\"6\" fill=\"none\" stroke=\"#2a7\" stroke-width=\"2\"/>");
        }

        svg.Append(Prolog().Replace(drawing.Svg, "").Trim()).Append("</g>\n");
    }

    private static void Text(StringBuilder svg, int x, int y, string text, string anchor, int size) => svg.Append(
        CultureInfo.InvariantCulture,
        $"<text x=\"{x}\" y=\"{y}\" font-family=\"sans-serif\" font-size=\"{size}\" text-anchor=\"{anchor}\">{text}</text>\n");

    [GeneratedRegex(@"<\?xml.*?\?>|<!DOCTYPE.*?>", RegexOptions.Singleline)]
    private static partial Regex Prolog();
}
