using MolScreen.Gnn;
using MolScreen.Testing;

namespace MolScreen.EndToEnd.Tests;

/// <summary>The command line as a process of its own.</summary>
internal static class Molscreen
{
    /// <summary>Molecules in a chunk in these tests: small, so that a small library has many.</summary>
    public const int ChunkSize = 32;

    public static ChildProcess Start(params string[] arguments) => StartWith(Path.Combine(Repository.Root, "models", "bundles"), arguments);

    /// <summary>The same, with a folder of bundles beside those that ship.</summary>
    public static ChildProcess StartWith(string bundles, params string[] arguments) => new(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "molscreen.dll"), .. arguments],
        new Dictionary<string, string> { ["MOLSCREEN__STORE__CHUNKSIZE"] = $"{ChunkSize}", ["DOTNET_gcServer"] = "0", [BundleCatalog.Variable] = bundles });

    /// <summary>Waits until a service has said that it is ready.</summary>
    public static Task Ready(ChildProcess process, string word) => Eventually.True(
        () => process.HasExited ? throw new InvalidOperationException($"It ended:\n{process.Everything}") : Task.FromResult(process.Output.Contains(word, StringComparison.Ordinal)),
        () => $"It did not get ready:\n{process.Everything}",
        TimeSpan.FromMinutes(2));
}
