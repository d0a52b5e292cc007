namespace MolScreen.Benchmarks.Subjects;

/// <summary>The molecules that benchmarks run on.</summary>
public static class Libraries
{
    /// <summary>The first 5,000 molecules of the NCI set, as RDKit's data package ships them: SMILES, tab, name.</summary>
    public const string Nci = "/usr/share/RDKit/Data/NCI/first_5K.smi";
}
