using MolScreen.Chemistry;
using MolScreen.Chemistry.Input;

namespace MolScreen.Retro.Stock;

/// <summary>Makes stocks from molecule files (SMILES, CSV, TSV, SD, gzipped or not).</summary>
public static class StockBuilder
{
    private const int BatchSize = 2048;

    /// <summary>Standardizes every molecule of the files and writes the stock file.</summary>
    /// <param name="files">Molecule files; duplicates across them count once.</param>
    /// <param name="outPath">The stock file; replaced when it exists, untouched when anything fails.</param>
    /// <param name="input">Columns of the files; null to find them by name.</param>
    /// <param name="threads">0 = all cores.</param>
    /// <param name="progress">Rows read so far.</param>
    /// <param name="cancel">Ends the work; nothing is written.</param>
    public static StockReport Build(
        IReadOnlyList<string> files, string outPath, MoleculeFileOptions? input = null, int threads = 0, IProgress<long>? progress = null, CancellationToken cancel = default)
    {
        var (keys, report) = ReadKeys(files, input, threads, progress, cancel);
        StockFile.Write(outPath, keys);
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

        var (keys, report) = ReadKeys([path], null, 0, null, CancellationToken.None);
        return report.Molecules > 0 ? new ListedStock(keys) : throw new RetroException($"The stock {path} holds no molecule that can be read.");
    }

    private static (ulong[] Keys, StockReport Report) ReadKeys(
        IReadOnlyList<string> files, MoleculeFileOptions? input, int threads, IProgress<long>? progress, CancellationToken cancel)
    {
        var keys = new HashSet<ulong>();
        var rejected = new List<RejectedRow>();
        long rows = 0, accepted = 0;
        var options = new ProcessingOptions { Threads = threads, RewriteBonds = false };
        foreach (var file in files)
        {
            foreach (var batch in MoleculeFile.Read(file, input).Chunk(BatchSize))
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

                keys.UnionWith(molecules.Smiles!.Select(StockKey.Of));
                accepted += molecules.Smiles!.Length;
                rows += batch.Length;
                progress?.Report(rows);
            }
        }

        var sorted = keys.ToArray();
        Array.Sort(sorted);
        return (sorted, new StockReport(rows, sorted.Length, accepted - sorted.Length, rejected));
    }

    /// <summary>A stock read from a molecule file.</summary>
    private sealed class ListedStock(ulong[] keys) : IStock
    {
        public bool Contains(string smiles) => StockKey.Contains(keys, smiles);
    }
}

/// <summary>What building a stock did with its rows: <c>Rows = Molecules + Duplicates + Rejected.Count</c>.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Molecules">Different molecules kept.</param>
/// <param name="Duplicates">Rows whose standardized molecule was there already.</param>
/// <param name="Rejected">Rows that are no molecule.</param>
public sealed record StockReport(long Rows, int Molecules, long Duplicates, IReadOnlyList<RejectedRow> Rejected);

/// <summary>A row that is no molecule.</summary>
/// <param name="Row">Data row, from 1.</param>
/// <param name="Reason">Reason code as of <see cref="MoleculeStatus"/>.</param>
public sealed record RejectedRow(string File, int Row, string Reason);
