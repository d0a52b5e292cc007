namespace MolScreen.Gnn.Training;

/// <summary>chemprop's schedule: linear from the initial to the maximum rate over the warm-up, then exponential to the final one.</summary>
/// <param name="Initial">At step 0.</param>
/// <param name="Maximum">At the end of the warm-up.</param>
/// <param name="Final">At the last step and after.</param>
/// <param name="WarmupSteps">Steps of the warm-up.</param>
/// <param name="TotalSteps">All steps.</param>
public sealed record LearningRateSchedule(double Initial, double Maximum, double Final, int WarmupSteps, int TotalSteps)
{
    /// <summary>The rate of a step, from 0.</summary>
    public double At(int step)
    {
        if (step < WarmupSteps)
        {
            return Initial + ((Maximum - Initial) * step / WarmupSteps);
        }

        var cooling = TotalSteps - WarmupSteps;
        return step >= TotalSteps || cooling <= 0 ? Final : Maximum * Math.Pow(Final / Maximum, (double)(step - WarmupSteps) / cooling);
    }
}
