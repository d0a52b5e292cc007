using System.CommandLine;
using MolScreen.Cli.CommandLine;
using MolScreen.Gnn;

namespace MolScreen.Cli.Commands;

/// <summary>Options that every command with a network has.</summary>
internal static class ModelOptions
{
    public static Option<string> Device()
    {
        var option = new Option<string>("--device") { Description = "Where networks run.", DefaultValueFactory = _ => "auto" };
        return option.AcceptOnlyFromAmong("auto", "cpu", "cuda");
    }

    public static Option<int> Threads() => Number.Option("--threads", "Worker threads; 0 uses every core.", 0, 0, 1024);

    /// <summary>Opens a model by name or folder.</summary>
    /// <exception cref="InputException">The device is not there.</exception>
    /// <exception cref="BundleException">There is no such bundle, or it is broken.</exception>
    public static Predictor Open(string nameOrPath, string device, int threads)
    {
        try
        {
            return Predictor.Open(BundleCatalog.Resolve(nameOrPath), new PredictorOptions { Device = device, Threads = threads });
        }
        catch (ArgumentException e)
        {
            throw new InputException(e.Message, e);
        }
    }
}
