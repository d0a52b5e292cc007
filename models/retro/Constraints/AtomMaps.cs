using System.Globalization;
using System.Text.RegularExpressions;
using MolScreen.Chemistry;

namespace MolScreen.Retro.Constraints;

/// <summary>Atom map numbers in SMILES.</summary>
internal static partial class AtomMaps
{
    /// <summary>The canonical SMILES with the map numbers that are wanted, and no others.</summary>
    /// <param name="smiles">Readable SMILES.</param>
    /// <param name="wanted">Map numbers to keep.</param>
    public static string Keep(string smiles, IReadOnlyCollection<int> wanted)
    {
        if (!smiles.Contains(':', StringComparison.Ordinal))
        {
            return smiles;
        }

        var text = Number().Replace(smiles, match => wanted.Contains(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) ? match.Value : "]");
        return MoleculeProcessor.Process([text], MoleculeParts.Smiles, new ProcessingOptions { Standardize = false, Threads = 1 }).Smiles is [var canonical]
            ? canonical
            : text;
    }

    /// <summary>The canonical SMILES without map numbers.</summary>
    public static string Strip(string smiles) => Keep(smiles, []);

    /// <summary>Bonds of whatever order between atoms that have a map number, the smaller number first.</summary>
    /// <param name="smiles">As RDKit writes it.</param>
    public static IReadOnlySet<MappedBond> Bonds(string smiles)
    {
        var bonds = new HashSet<MappedBond>();
        var (branches, rings, before) = (new Stack<int>(), new Dictionary<int, int>(), -1);
        var started = false;
        void Join(int one, int other)
        {
            if (one > 0 && other > 0)
            {
                bonds.Add(new MappedBond(Math.Min(one, other), Math.Max(one, other)));
            }
        }

        foreach (Match token in Token().Matches(smiles))
        {
            if (token.Groups["atom"].Success)
            {
                var number = Number().Match(token.Value) is { Success: true } map ? int.Parse(map.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
                if (started)
                {
                    Join(before, number);
                }

                (before, started) = (number, true);
            }
            else if (token.Groups["ring"].Success)
            {
                var ring = int.Parse(token.Value.AsSpan().TrimStart("%(").TrimEnd(')'), CultureInfo.InvariantCulture);
                if (rings.Remove(ring, out var opened))
                {
                    Join(opened, before);
                }
                else
                {
                    rings.Add(ring, before);
                }
            }
            else if (token.ValueSpan is "(")
            {
                branches.Push(before);
            }
            else if (token.ValueSpan is ")")
            {
                before = branches.Pop();
            }
            else
            {
                started = false;
            }
        }

        return bonds;
    }

    [GeneratedRegex(@":(\d+)\]")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<atom>\[[^\]]*\]|Br|Cl|[A-Za-z*])|(?<ring>%\(\d+\)|%\d\d|\d)|[().]")]
    private static partial Regex Token();
}
