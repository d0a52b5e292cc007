using System.Collections;

namespace MolScreen.Chemistry;

/// <summary>The recipe that standardization follows; models/chemistry/STANDARDIZATION.md describes it.</summary>
public static class StandardizationRecipe
{
    /// <summary>Name and version; raised with every change of a standard form.</summary>
    public const string Version = "molscreen-standard-1";
}

/// <summary>The steps of the recipe, in the order in which they are taken. Mirrors StandardStep in native/standardize.h.</summary>
[Flags]
public enum StandardizationSteps
{
    /// <summary>No step.</summary>
    None = 0,

    /// <summary>Covalent bonds between metals and non-metals are cut.</summary>
    Metals = 1,

    /// <summary>Functional groups and conjugated charges are brought into one of their forms.</summary>
    Groups = 2,

    /// <summary>The largest organic fragment is kept.</summary>
    Fragment = 4,

    /// <summary>Charges are neutralized.</summary>
    Charges = 8,

    /// <summary>The canonical tautomer is taken, where <see cref="ProcessingOptions.Tautomer"/> asks for it.</summary>
    Tautomer = 16,
}

/// <summary>What else there is to say about a standard form. Mirrors StandardNote in native/standardize.h.</summary>
[Flags]
public enum StandardizationNotes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The tautomers were not all seen within <see cref="ProcessingOptions.TautomerTimeLimit"/>: the molecule kept its form.</summary>
    TautomerTimeLimit = 1,

    /// <summary>There are over 1,000 tautomers, or 1,000 transformations were tried: the molecule kept its form.</summary>
    TautomerCountLimit = 2,

    /// <summary>The canonical tautomer has no place for some of the molecule's stereo: the molecule kept its form.</summary>
    TautomerStereo = 4,

    /// <summary>The steps still changed the molecule after eight rounds; the last form stands.</summary>
    NotSettled = 8,
}

/// <summary>A fragment that the standard form does not have.</summary>
/// <param name="Smiles">Canonical SMILES, charged as it was in the molecule.</param>
/// <param name="Name">What salt former, counter-ion or solvent it is, for example <c>hydrochloride</c>; "" for any other.</param>
public readonly record struct RemovedFragment(string Smiles, string Name);

/// <summary>What standardization did to one molecule.</summary>
/// <param name="Changed">Steps that changed it.</param>
/// <param name="Refused">Steps whose result is no molecule, so that the form before was kept.</param>
/// <param name="Notes">Limits that were reached.</param>
/// <param name="Removed">Fragments taken away, one entry for each copy.</param>
public sealed record StandardizationReport(
    StandardizationSteps Changed, StandardizationSteps Refused, StandardizationNotes Notes, IReadOnlyList<RemovedFragment> Removed)
{
    /// <summary>The report of a molecule that was in its standard form.</summary>
    public static StandardizationReport Unchanged { get; } = new(StandardizationSteps.None, StandardizationSteps.None, StandardizationNotes.None, []);
}

/// <summary>The reports of a batch's accepted molecules, in order; made when asked for, unchanged molecules sharing one.</summary>
public sealed class StandardizationReports : IReadOnlyList<StandardizationReport>
{
    private readonly byte[] _changed;
    private readonly byte[] _refused;
    private readonly byte[] _notes;
    private readonly int[] _ends;
    private readonly string[] _smiles;
    private readonly string[] _names;

    internal StandardizationReports(byte[] changed, byte[] refused, byte[] notes, int[] removed, string[] smiles, string[] names)
    {
        _changed = changed;
        _refused = refused;
        _notes = notes;
        _ends = removed;
        _smiles = smiles;
        _names = names;
        for (var i = 1; i < _ends.Length; i++)
        {
            _ends[i] += _ends[i - 1];
        }
    }

    /// <summary>Accepted molecules.</summary>
    public int Count => _changed.Length;

    /// <summary>The report of one accepted molecule.</summary>
    public StandardizationReport this[int index] =>
        (_changed[index] | _refused[index] | _notes[index]) == 0
            ? StandardizationReport.Unchanged
            : new StandardizationReport(Changed(index), (StandardizationSteps)_refused[index], (StandardizationNotes)_notes[index], Removed(index));

    /// <summary>Steps that changed a molecule, without making its report.</summary>
    public StandardizationSteps Changed(int index) => (StandardizationSteps)_changed[index];

    /// <inheritdoc/>
    public IEnumerator<StandardizationReport> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private RemovedFragment[] Removed(int index)
    {
        var start = index == 0 ? 0 : _ends[index - 1];
        var removed = new RemovedFragment[_ends[index] - start];
        for (var i = 0; i < removed.Length; i++)
        {
            removed[i] = new RemovedFragment(_smiles[start + i], _names[start + i]);
        }

        return removed;
    }
}
