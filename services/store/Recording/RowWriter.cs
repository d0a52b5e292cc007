using Microsoft.Data.Sqlite;
using MolScreen.Contracts.Featurizing;
using MolScreen.Store.Database;
using MolScreen.Store.Ranking;

namespace MolScreen.Store.Recording;

/// <summary>
/// Writes the rows of one chunk with prepared statements, inside the context's transaction. Every method takes what it
/// writes out of <c>missing</c> and leaves alone what is not in it; it returns the rows written.
/// </summary>
internal sealed class RowWriter(ScreeningContext context, long job)
{
    private const string InsertScored =
        """
        INSERT INTO results (job, idx, status, smiles, molecular_weight, logp, tpsa, hbd, hba, rotatable_bonds, qed, score, passes_filters)
        VALUES (?1, ?2, 0, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (job, idx) DO NOTHING
        """;

    private const string InsertScore =
        "INSERT INTO scores (job, idx, number, value, desirability) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (job, idx, number) DO NOTHING";

    private const string InsertCertainScore =
        """
        INSERT INTO scores (job, idx, number, value, desirability, low, high, percentile, domain, domain_status)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (job, idx, number) DO NOTHING
        """;

    private const string InsertRejected =
        """
        INSERT INTO results (job, idx, status, reason, detail, passes_filters)
        VALUES (?1, ?2, 1, ?3, ?4, 0) ON CONFLICT (job, idx) DO NOTHING
        """;

    public int Scored(ScoredChunk chunk, int[] columns, RankingScore score, PropertyFilters filters, HashSet<int> missing)
    {
        using var results = ScreeningDatabase.Prepare(context, InsertScored, 12);
        using var scores = chunk.Certainty is null
            ? ScreeningDatabase.Prepare(context, InsertScore, 5)
            : ScreeningDatabase.Prepare(context, InsertCertainScore, 10);
        var desirabilities = new double[columns.Length];
        var written = 0;
        for (var i = 0; i < chunk.Message.Indices.Length; i++)
        {
            var index = chunk.Message.Indices[i];
            if (!missing.Remove(index))
            {
                continue;
            }

            var p = chunk.Properties.AsSpan(i * ScoredChunk.PropertyCount, ScoredChunk.PropertyCount);
            var values = chunk.Scores.AsSpan(i * columns.Length, columns.Length);
            var total = score.Of(values, desirabilities);
            written += results.Execute(
                job, index, chunk.Message.Smiles[i],
                (double)p[0], (double)p[1], (double)p[2], (double)p[3], (double)p[4], (double)p[5], (double)p[6],
                total, filters.Accept(p));
            for (var c = 0; c < columns.Length; c++)
            {
                Score(scores, (index, columns[c]), (values[c], desirabilities[c]), chunk.Certainty?.Of(i, c));
            }
        }

        return written;
    }

    private void Score(SqliteCommand insert, (int Index, int Column) key, (double Value, double Desirability) score, Certainty? certainty)
    {
        if (certainty is not { } sure)
        {
            insert.Execute(job, key.Index, key.Column, score.Value, score.Desirability);
            return;
        }

        insert.Execute(
            job, key.Index, key.Column, score.Value, score.Desirability,
            (double)sure.Low, (double)sure.High, (double)sure.Percentile, (double)sure.Domain, sure.DomainStatus);
    }

    public int Rejected(IEnumerable<RejectedMolecule> rejected, HashSet<int> missing)
    {
        using var insert = ScreeningDatabase.Prepare(context, InsertRejected, 4);
        return rejected.Where(r => missing.Remove(r.Index)).Sum(r => Reject(insert, r));
    }

    /// <summary>Rejects all that is still missing: the services upstream answered for the chunk but not for these.</summary>
    public int Unanswered(HashSet<int> missing, string detail = "The services gave no answer for this molecule.") =>
        Rejected([.. missing.Order().Select(i => new RejectedMolecule(i, "internal", detail))], missing);

    private int Reject(SqliteCommand insert, RejectedMolecule r) => insert.Execute(job, r.Index, r.Reason, r.Detail);
}
