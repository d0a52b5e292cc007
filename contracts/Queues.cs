namespace MolScreen.Contracts;

/// <summary>Names of the queues, one for each service. Every process that serves a queue competes for its messages.</summary>
public static class Queues
{
    /// <summary>Chunks to featurize.</summary>
    public const string Featurizer = "featurizer";

    /// <summary>Featurized chunks to score.</summary>
    public const string Scorer = "scorer";

    /// <summary>Molecules to plan routes for.</summary>
    public const string Planner = "planner";

    /// <summary>All that the store records, and jobs that come over the bus.</summary>
    public const string Store = "store";

    /// <summary>What the gateway tells pipelines.</summary>
    public const string Gateway = "gateway";
}
