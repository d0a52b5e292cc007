using MolScreen.Chemistry.Input;

namespace MolScreen.Store.Intake;

/// <summary>One row of a library on its way into the store.</summary>
/// <param name="Id">The submitter's identifier; may be empty.</param>
/// <param name="Text">SMILES or MOL block, unchecked.</param>
/// <param name="Error">Null when the row can be read, else the code of its rejection.</param>
public readonly record struct LibraryEntry(string Id, string Text, string? Error = null)
{
    /// <summary>Longest identifier kept, and longest text kept of a rejected row, in characters.</summary>
    public const int MaxKept = 1000;

    /// <summary>The entry as it is kept: empty and overlong text has become an error, and what is too long is cut.</summary>
    internal LibraryEntry Checked(StoreOptions options)
    {
        var maxText = MolBlock.IsOne(Text) ? options.MaxMolBlock : options.MaxMoleculeText;
        var error = Error ?? (string.IsNullOrWhiteSpace(Text) ? "empty" : Text.Length > maxText ? "too-long" : null);
        return new LibraryEntry(Cut(Id), error is null ? Text : Cut(Text), error);
    }

    /// <summary>A sentence for people about a row that cannot be read.</summary>
    internal static string Sentence(string error) => error switch
    {
        "empty" => "The row has no molecule.",
        "encoding" => "The row is not valid UTF-8 text.",
        "too-long" => "The row is longer than any molecule this program takes.",
        _ => "The row cannot be read.",
    };

    /// <summary>The beginning of a text.</summary>
    internal static string Cut(string text) => text.Length <= MaxKept ? text : string.Concat(text.AsSpan(0, MaxKept), "…");
}
