namespace MolScreen.Retro.Stock;

/// <summary>Molecules that need no synthesis. Implementations are thread-safe.</summary>
public interface IStock
{
    /// <summary>How the molecule can be bought; null where it cannot.</summary>
    /// <param name="smiles">Canonical SMILES.</param>
    StockOffer? Find(string smiles);
}

/// <summary>What follows from a stock's offers.</summary>
public static class StockQuestions
{
    /// <summary>Whether the molecule can be bought.</summary>
    /// <param name="stock">The stock.</param>
    /// <param name="smiles">Canonical SMILES.</param>
    public static bool Contains(this IStock stock, string smiles) => stock.Find(smiles) is not null;
}

/// <summary>How a molecule can be bought.</summary>
/// <param name="Price">In the currency and for the amount of the vendor's list, rounded to three digits, at most 65,504; null where unknown.</param>
/// <param name="LeadDays">Days until it is here, at most 65,534; null where unknown.</param>
public readonly record struct StockOffer(double? Price, int? LeadDays)
{
    private const ushort UnknownLead = ushort.MaxValue;

    /// <summary>The price as a stock keeps it: half precision, NaN where unknown.</summary>
    internal Half PackedPrice => Price is { } price ? (Half)Math.Min(price, (double)Half.MaxValue) : Half.NaN;

    /// <summary>The lead time as a stock keeps it.</summary>
    internal ushort PackedLead => LeadDays is { } days ? (ushort)Math.Min(days, UnknownLead - 1) : UnknownLead;

    /// <summary>An offer from what a stock keeps.</summary>
    internal static StockOffer Of(Half price, ushort lead) => new(Half.IsNaN(price) ? null : (double)price, lead == UnknownLead ? null : lead);

    /// <summary>The cheaper of two offers, a known price before an unknown one; at the same price the sooner.</summary>
    internal static StockOffer Better(StockOffer one, StockOffer other) =>
        (one.Price ?? double.PositiveInfinity, one.LeadDays ?? int.MaxValue).CompareTo((other.Price ?? double.PositiveInfinity, other.LeadDays ?? int.MaxValue)) <= 0 ? one : other;
}
