namespace MolScreen.Contracts.Screening;

/// <summary>Event: every chunk of the job is recorded and its molecules are ranked.</summary>
/// <param name="Scored">Rows with a score.</param>
/// <param name="Rejected">Rows with a reason instead.</param>
public sealed record ScreeningRanked(int Schema, Guid JobId, int Scored, int Rejected);

/// <summary>Event: the job is ranked and every requested route is found or given up with a cause.</summary>
/// <param name="RoutesFound">Molecules with at least one route.</param>
/// <param name="RoutesNotFound">Molecules whose search ended without a route.</param>
public sealed record ScreeningCompleted(int Schema, Guid JobId, int Scored, int Rejected, int RoutesFound, int RoutesNotFound);

/// <summary>Event: the job cannot go on, for a reason that no retry mends (for example an unknown model), or was cancelled.</summary>
public sealed record ScreeningFailed(int Schema, Guid JobId, string Reason);
