namespace MolScreen.Contracts.Featurizing;

/// <summary>The computed properties that travel with every accepted molecule.</summary>
public static class MolecularProperties
{
    /// <summary>
    /// Names in payload order: molecular weight (g/mol), Crippen logP, topological polar surface area (Å²), hydrogen-bond
    /// donors and acceptors (Lipinski counts of RDKit), rotatable bonds, quantitative estimate of drug-likeness (0 to 1).
    /// </summary>
    public static readonly IReadOnlyList<string> Names =
        ["molecular_weight", "logp", "tpsa", "hbd", "hba", "rotatable_bonds", "qed"];
}
