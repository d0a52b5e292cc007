using System.Globalization;
using MolScreen.Chemistry.Input;

namespace MolScreen.Retro.Stock;

/// <summary>Which columns of a vendor's list hold what; of an SD file, which properties.</summary>
public sealed record StockInputOptions
{
    /// <summary>Columns of molecules and identifiers; by default found by name.</summary>
    public MoleculeFileOptions Columns { get; init; } = new();

    /// <summary>Column with prices; by default the first whose name begins with <c>price</c>.</summary>
    public string? PriceColumn { get; init; }

    /// <summary>Column with lead times in days; by default the first whose name begins with <c>lead</c>.</summary>
    public string? LeadColumn { get; init; }

    /// <summary>The offer of a row; what is empty, negative or no number is unknown.</summary>
    internal StockOffer OfferOf(IReadOnlyDictionary<string, string>? columns)
    {
        var price = Number(Cell(columns, PriceColumn, "price"));
        var days = Number(Cell(columns, LeadColumn, "lead"));
        return new StockOffer(price, days is { } lead ? (int)Math.Min(Math.Ceiling(lead), int.MaxValue) : null);
    }

    private static string Cell(IReadOnlyDictionary<string, string>? columns, string? name, string start) =>
        columns is null ? ""
        : name is not null ? columns.GetValueOrDefault(name, "")
        : columns.FirstOrDefault(column => column.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && double.IsFinite(value) ? value : null;
}
