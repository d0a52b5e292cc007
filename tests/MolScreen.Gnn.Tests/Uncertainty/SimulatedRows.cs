namespace MolScreen.Gnn.Tests.Uncertainty;

/// <summary>Exchangeable rows of which the truth is known.</summary>
internal static class SimulatedRows
{
    /// <summary>A normal deviate, by Box and Muller.</summary>
    internal static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>
    /// Predictions whose error has the deviation 0.3 + spread · weight + distance · distanceWeight, with log-normal spreads and uniform distances.
    /// </summary>
    internal static (float[] Predicted, float[] Measured, float[] Spread, float[] Distance) Regression(Random random, int count, double weight, double distanceWeight)
    {
        float[] predicted = new float[count], measured = new float[count], spread = new float[count], distance = new float[count];
        for (var i = 0; i < count; i++)
        {
            predicted[i] = (float)Normal(random);
            spread[i] = (float)(0.3 * Math.Exp(0.7 * Normal(random)));
            distance[i] = random.NextSingle();
            measured[i] = (float)(predicted[i] + ((0.3 + (weight * spread[i]) + (distanceWeight * distance[i])) * Normal(random)));
        }

        return (predicted, measured, spread, distance);
    }

    /// <summary>Scores between 0 and 1, and labels that are 1 with the probability that a function says.</summary>
    internal static (float[] Scores, float[] Labels) Classification(Random random, int count, Func<double, double> probability)
    {
        float[] scores = new float[count], labels = new float[count];
        for (var i = 0; i < count; i++)
        {
            scores[i] = random.NextSingle();
            labels[i] = random.NextDouble() < probability(scores[i]) ? 1 : 0;
        }

        return (scores, labels);
    }
}
