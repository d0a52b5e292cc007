using MolScreen.Contracts.Scoring;
using MolScreen.Contracts.Screening;

namespace MolScreen.Store.Ranking;

/// <summary>A job's objectives, bound to the columns of its scores.</summary>
public sealed class RankingScore
{
    private readonly IReadOnlyList<Objective> objectives;
    private readonly int[] columns;
    private readonly double[] weights;

    private RankingScore(IReadOnlyList<Objective> objectives, int[] columns)
    {
        this.objectives = objectives;
        this.columns = columns;
        weights = [.. objectives.Select(o => o.Weight)];
    }

    /// <summary>Finds each objective's column.</summary>
    /// <exception cref="ObjectiveException">An objective has no column, or several, or shares one with another objective.</exception>
    public static RankingScore Bind(IReadOnlyList<Objective> objectives, IReadOnlyList<ScoreColumn> columns)
    {
        var bound = new int[objectives.Count];
        for (var i = 0; i < bound.Length; i++)
        {
            bound[i] = Column(objectives[i], columns);
            if (Array.IndexOf(bound, bound[i], 0, i) >= 0)
            {
                throw new ObjectiveException($"Two objectives use {columns[bound[i]].Model}.{columns[bound[i]].Task}.");
            }
        }

        return new RankingScore(objectives, bound);
    }

    /// <summary>The ranking score of one molecule.</summary>
    /// <param name="values">Its predictions, one for each column.</param>
    /// <param name="desirabilities">Receives one value for each column: 0 to 1, or NaN where there is no prediction or no objective.</param>
    /// <returns>0 to 1; NaN when an objective has no prediction.</returns>
    public double Of(ReadOnlySpan<float> values, Span<double> desirabilities)
    {
        desirabilities.Fill(double.NaN);
        Span<double> components = objectives.Count <= 32 ? stackalloc double[objectives.Count] : new double[objectives.Count];
        for (var i = 0; i < components.Length; i++)
        {
            var o = objectives[i];
            components[i] = Desirability.Of(values[columns[i]], o.Direction, o.Low, o.High);
            desirabilities[columns[i]] = components[i];
        }

        return Desirability.Mean(components, weights);
    }

    private static int Column(Objective objective, IReadOnlyList<ScoreColumn> columns)
    {
        var ofModel = Enumerable.Range(0, columns.Count).Where(c => columns[c].Model == objective.Model).ToArray();
        var fitting = objective.Task is null ? ofModel : Array.FindAll(ofModel, c => columns[c].Task == objective.Task);
        var tasks = string.Join(", ", ofModel.Select(c => columns[c].Task));
        return fitting.Length switch
        {
            1 => fitting[0],
            _ when ofModel.Length == 0 => throw new ObjectiveException($"The scorer gave no predictions of model {objective.Model}."),
            0 => throw new ObjectiveException($"Model {objective.Model} has no task {objective.Task}; it has: {tasks}."),
            _ => throw new ObjectiveException($"Model {objective.Model} has several tasks, name one of them: {tasks}."),
        };
    }
}

/// <summary>The job's objectives do not fit what its models predict; the message is a sentence for the submitter.</summary>
public sealed class ObjectiveException(string message) : Exception(message);
