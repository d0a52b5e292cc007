using Microsoft.EntityFrameworkCore;
using MolScreen.Store.Database;

namespace MolScreen.Store.Recording;

/// <summary>The molecules of a chunk that have no row yet.</summary>
internal static class MissingMolecules
{
    /// <summary>Their library positions.</summary>
    public static async Task<HashSet<int>> In(ScreeningContext context, ChunkRow chunk, CancellationToken cancel)
    {
        var end = chunk.First + chunk.Count;
        var present = await context.Results
            .Where(r => r.Job == chunk.Job && r.Index >= chunk.First && r.Index < end)
            .Select(r => r.Index)
            .ToListAsync(cancel);
        var missing = Enumerable.Range(chunk.First, chunk.Count).ToHashSet();
        missing.ExceptWith(present);
        return missing;
    }
}
