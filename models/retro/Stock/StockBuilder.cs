using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;

namespace MolScreen.Retro.Stock;

/// <summary>Makes stocks from molecule files (SMILES, CSV, TSV, SD, gzipped or not).</summary>
public static class StockBuilder
{
    private const int BatchSize = 2048;

    /// <summary>Standardizes every molecule of the files and writes the stock file. Of several offers of a molecule the cheapest stays.</summary>
    /// <param name="files">Molecule files; duplicates across them count once.</param>
    /// <param name="outPath">The stock file; replaced when it exists, untouched when anything fails.</param>
    /// <param name="input">Columns of the files; null to find them by name.</param>
    /// <param name="threads">0 = all cores.</param>
    /// <param name="progress">Rows read so far.</param>
    /// <param name="cancel">Ends the work; nothing is written.</param>
    /// <exception cref="RetroException">The files hold no molecule, or lack a column that was asked for.</exception>
    public static StockReport Build(
        IReadOnlyList<string> files, string outPath, StockInputOptions? input = null, int threads = 0, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (listed, report) = Read(files, input ?? new StockInputOptions(), threads, progress, cancel);
        if (report.Molecules == 0)
        {
            throw new RetroException($"{string.Join(", ", files)}: none of {report.Rows} rows is a molecule that can be read, so no stock was written.");
        }

        listed.Write(outPath);
        return report;
    }

    /// <summary>Opens a stock file, or reads a molecule file as a stock that lives in memory.</summary>
    /// <exception cref="RetroException">There is no such file, or it holds no molecule.</exception>
    public static IStock Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new RetroException($"The stock {path} does not exist.");
        }

        if (StockFile.IsStockFile(path))
        {
            return StockFile.Open(path);
        }

        var (listed, report) = Read([path], new StockInputOptions(), 0, null, CancellationToken.None);
        return report.Molecules > 0 ? listed : throw new RetroException($"The stock {path} holds no molecule that can be read.");
    }

    private static (ListedStock Stock, StockReport Report) Read(
        IReadOnlyList<string> files, StockInputOptions input, int threads, IProgress<long>? progress, CancellationToken cancel)
    {
        var offers = new Dictionary<ulong, StockOffer>();
        var rejected = new List<RejectedRow>();
        long rows = 0, accepted = 0;
        var options = new ProcessingOptions { Threads = threads, RewriteBonds = false };
        foreach (var file in files)
        {
            var unseen = new[] { input.PriceColumn, input.LeadColumn }.OfType<string>().ToHashSet(StringComparer.Ordinal);
            foreach (var batch in MoleculeFile.Read(file, input.Columns with { KeepColumns = true }).Chunk(BatchSize))
            {
                rejected.AddRange(batch.Where(record => record.Error is not null).Select(record => new RejectedRow(file, record.Row, record.Error!)));
                var readable = batch.Where(record => record.Error is null).ToArray();
                var molecules = MoleculeProcessor.Process([.. readable.Select(record => record.Text)], MoleculeParts.Smiles, options, cancel);
                for (var i = 0; i < readable.Length; i++)
                {
                    if (molecules.Status[i] != MoleculeStatus.Ok)
                    {
                        rejected.Add(new RejectedRow(file, readable[i].Row, molecules.Status[i].ReasonCode()));
                    }
                }

                for (var i = 0; i < molecules.Accepted.Length; i++)
                {
                    var (key, offer) = (StockKey.Of(molecules.Smiles![i]), input.OfferOf(readable[molecules.Accepted[i]].Columns));
                    offers[key] = offers.TryGetValue(key, out var known) ? StockOffer.Better(known, offer) : offer;
                }

                unseen.RemoveWhere(column => readable.Any(record => record.Columns?.ContainsKey(column) == true));
                accepted += molecules.Accepted.Length;
                rows += batch.Length;
                progress?.Report(rows);
            }

            if (unseen.Count > 0)
            {
                throw new RetroException($"{file} has no column \"{unseen.First()}\".");
            }
        }

        var priced = offers.Values.Count(offer => offer.Price is not null);
        return (new ListedStock(offers), new StockReport(rows, offers.Count, priced, accepted - offers.Count, rejected));
    }

    /// <summary>A stock read from molecule files.</summary>
    private sealed class ListedStock : IStock
    {
        private readonly ulong[] _keys;
        private readonly Half[] _prices;
        private readonly ushort[] _leads;
        private readonly StockTable _table;

        public unsafe ListedStock(Dictionary<ulong, StockOffer> offers)
        {
            // Pinned: the table keeps pointers to them.
            _keys = GC.AllocateUninitializedArray<ulong>(offers.Count, pinned: true);
            _prices = GC.AllocateUninitializedArray<Half>(offers.Count, pinned: true);
            _leads = GC.AllocateUninitializedArray<ushort>(offers.Count, pinned: true);
            offers.Keys.CopyTo(_keys, 0);
            Array.Sort(_keys);
            for (var i = 0; i < _keys.Length; i++)
            {
                (_prices[i], _leads[i]) = (offers[_keys[i]].PackedPrice, offers[_keys[i]].PackedLead);
            }

            fixed (ulong* keys = _keys)
            fixed (Half* prices = _prices)
            fixed (ushort* leads = _leads)
            {
                _table = new StockTable(keys, prices, leads, _keys.Length);
            }
        }

        public StockOffer? Find(string smiles) => _table.Find(smiles);

        public void Write(string path) => StockFile.Write(path, _keys, _prices, _leads);
    }
}

/// <summary>What building a stock did with its rows: <c>Rows = Molecules + Duplicates + Rejected.Count</c>.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Molecules">Different molecules kept.</param>
/// <param name="Priced">Those of them whose price is known.</param>
/// <param name="Duplicates">Rows whose standardized molecule was there already.</param>
/// <param name="Rejected">Rows that are no molecule.</param>
public sealed record StockReport(long Rows, int Molecules, int Priced, long Duplicates, IReadOnlyList<RejectedRow> Rejected);

/// <summary>A row that is no molecule.</summary>
/// <param name="Row">Data row, from 1.</param>
/// <param name="Reason">Reason code as of <see cref="MoleculeStatus"/>.</param>
public sealed record RejectedRow(string File, int Row, string Reason);
