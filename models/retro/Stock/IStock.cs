namespace MolScreen.Retro.Stock;

/// <summary>Molecules that need no synthesis. Implementations are thread-safe.</summary>
public interface IStock
{
    /// <summary>Whether the molecule can be bought.</summary>
    /// <param name="smiles">Canonical SMILES.</param>
    bool Contains(string smiles);
}
