namespace MolScreen.Chemistry;

/// <summary>What became of one text. Mirrors MoleculeStatus in native/guard.h.</summary>
public enum MoleculeStatus : byte
{
    /// <summary>Read, and standardized when that was asked for.</summary>
    Ok,

    /// <summary>No text, or no atoms in it.</summary>
    Empty,

    /// <summary>Neither a SMILES nor a MOL block.</summary>
    Syntax,

    /// <summary>An atom has more bonds than its element permits.</summary>
    Valence,

    /// <summary>An aromatic system has no Kekulé structure, or an atom outside a ring is marked aromatic.</summary>
    Kekulization,

    /// <summary>More heavy atoms than <see cref="ProcessingOptions.MaxHeavyAtoms"/>.</summary>
    TooLarge,

    /// <summary>Text longer than <see cref="MoleculeProcessor.MaxTextLength"/> or <see cref="MoleculeProcessor.MaxMolBlockLength"/> bytes.</summary>
    TooLong,

    /// <summary>Not plain UTF-8 text.</summary>
    Encoding,

    /// <summary>Well-formed, but not a molecule that can be described: a wildcard atom, a query, a net of metal atoms.</summary>
    Unsupported,

    /// <summary>RDKit failed in an unforeseen way.</summary>
    Internal,

    /// <summary>Not done within <see cref="ProcessingOptions.TimeLimit"/>. Never said by the native library.</summary>
    Timeout,
}

/// <summary>The statuses as they appear in results and files.</summary>
public static class MoleculeStatusReason
{
    /// <summary>The stable code, for example <c>too-large</c>.</summary>
    public static string ReasonCode(this MoleculeStatus status) => status switch
    {
        MoleculeStatus.Ok => "ok",
        MoleculeStatus.Empty => "empty",
        MoleculeStatus.Syntax => "syntax",
        MoleculeStatus.Valence => "valence",
        MoleculeStatus.Kekulization => "kekulization",
        MoleculeStatus.TooLarge => "too-large",
        MoleculeStatus.TooLong => "too-long",
        MoleculeStatus.Encoding => "encoding",
        MoleculeStatus.Unsupported => "unsupported",
        MoleculeStatus.Timeout => "timeout",
        _ => "internal",
    };
}
