namespace MolScreen.Cli.Doctor;

/// <summary>One thing the suite needs or can use on this machine.</summary>
/// <param name="Part">What was looked for.</param>
/// <param name="State">Whether it is there, and whether that matters.</param>
/// <param name="Detail">What was found and where, or what to install.</param>
public sealed record Finding(string Part, FindingState State, string Detail);

/// <summary>How bad a finding is.</summary>
public enum FindingState
{
    /// <summary>There.</summary>
    Ok,

    /// <summary>Not there; only some commands need it.</summary>
    Optional,

    /// <summary>Not there, and nothing works without it.</summary>
    Missing,
}
