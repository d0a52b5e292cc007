using System.ComponentModel.DataAnnotations;

namespace MolScreen.Store;

/// <summary>Settings of the store; section <c>store</c> of a service's settings.</summary>
public sealed class StoreOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "store";

    /// <summary>The SQLite file; made where there is none. Default <c>screening.db</c> in the working folder.</summary>
    [Required]
    public string Database { get; set; } = "screening.db";

    /// <summary>Chunks that are out on the bus at one time, over all jobs; 1 to 1,000, default 16.</summary>
    [Range(1, 1000)]
    public int OutstandingChunks { get; set; } = 16;

    /// <summary>Route searches that are out at one time, over all jobs; 1 to 1,000, default 8.</summary>
    [Range(1, 1000)]
    public int OutstandingPlans { get; set; } = 8;

    /// <summary>Seconds an answer may take before the work is issued again; 1 to 86,400, default 900. A search for routes has its own budget on top.</summary>
    [Range(1, 86400)]
    public double AnswerTimeout { get; set; } = 900;

    /// <summary>Molecules in one chunk; 1 to 4,096, default 256.</summary>
    [Range(1, 4096)]
    public int ChunkSize { get; set; } = Contracts.Featurizing.FeaturizeMolecules.ChunkSize;

    /// <summary>Most molecules of one library; larger ones are refused. Default 20 million.</summary>
    [Range(1, int.MaxValue)]
    public int MaxMolecules { get; set; } = 20_000_000;

    /// <summary>Most characters of one library, identifiers included; larger ones are refused. Default 4 billion.</summary>
    [Range(1, long.MaxValue)]
    public long MaxCharacters { get; set; } = 4_000_000_000;

    /// <summary>Most characters of one SMILES; longer ones are rejected rows. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxMoleculeText { get; set; } = 20_000;

    /// <summary>
    /// Most characters of one MOL block; longer ones are rejected rows. Default 100,000: 999 atoms with their bonds as V2000, so that
    /// a chunk of the largest, 26 MB, is a message that every broker takes.
    /// </summary>
    [Range(1, 400_000)]
    public int MaxMolBlock { get; set; } = 100_000;
}
