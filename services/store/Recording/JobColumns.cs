using Microsoft.EntityFrameworkCore;
using MolScreen.Contracts.Scoring;
using MolScreen.Store.Database;
using MolScreen.Store.Ranking;

namespace MolScreen.Store.Recording;

/// <summary>The score columns of a job, laid down by its first recorded chunk.</summary>
internal static class JobColumns
{
    /// <summary>The number of each column in the job; new columns are added.</summary>
    /// <exception cref="ObjectiveException">A model changed its version while the job ran.</exception>
    public static async Task<int[]> Numbers(ScreeningContext context, long job, IReadOnlyList<ScoreColumn> columns, CancellationToken cancel)
    {
        var known = await context.ScoreColumns.Where(c => c.Job == job).AsNoTracking().ToListAsync(cancel);
        var numbers = new int[columns.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var c = columns[i];
            var row = known.Find(k => k.Model == c.Model && k.Task == c.Task);
            if (row is null)
            {
                row = new ScoreColumnRow(
                    job, known.Count, c.Model, c.Version, c.Task, c.Unit, c.HasInterval, c.HasPercentile, c.HasDomain);
                known.Add(row);
                context.ScoreColumns.Add(row);
            }
            else if (row.Version != c.Version)
            {
                throw new ObjectiveException(
                    $"Model {c.Model} changed from version {row.Version} to {c.Version} while the job ran; submit the library again.");
            }

            numbers[i] = row.Number;
        }

        return numbers;
    }
}
