namespace MolScreen.Testing;

/// <summary>Waits for what another thread or process brings about.</summary>
public static class Eventually
{
    /// <summary>Asks again and again until the answer is there.</summary>
    /// <param name="answer">Null while there is none.</param>
    /// <param name="what">For the message when it never comes.</param>
    /// <param name="limit">One minute when not given; only a hang takes so long.</param>
    public static async Task<T> Get<T>(Func<Task<T?>> answer, Func<string> what, TimeSpan? limit = null)
        where T : class
    {
        var end = Environment.TickCount64 + (long)(limit ?? TimeSpan.FromSeconds(60)).TotalMilliseconds;
        while (true)
        {
            if (await answer() is { } found)
            {
                return found;
            }

            if (Environment.TickCount64 > end)
            {
                throw new TimeoutException(what());
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Asks again and again until it is so.</summary>
    public static Task True(Func<Task<bool>> question, Func<string> what, TimeSpan? limit = null) =>
        Get<object>(async () => await question() ? "yes" : null, what, limit);
}
