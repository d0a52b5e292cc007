using Microsoft.Extensions.Options;
using MolScreen.Gnn;

namespace MolScreen.Scorer;

/// <summary>Model bundles by name, each loaded once, when it is first asked for. Thread-safe.</summary>
public sealed class LoadedModels(IOptions<ScorerOptions> options) : IDisposable
{
    private readonly Dictionary<string, Predictor> loaded = [];
    private readonly Lock guard = new();

    /// <summary>The model of a bundle's name.</summary>
    /// <exception cref="UnusableModelException">There is no such bundle, or it is broken. It is looked for again the next time.</exception>
    public Predictor Get(string name)
    {
        lock (guard)
        {
            if (!loaded.TryGetValue(name, out var model))
            {
                loaded[name] = model = Open(name);
            }

            return model;
        }
    }

    public void Dispose()
    {
        lock (guard)
        {
            foreach (var model in loaded.Values)
            {
                model.Dispose();
            }

            loaded.Clear();
        }
    }

    private Predictor Open(string name)
    {
        try
        {
            return Predictor.Open(BundleCatalog.ResolveName(name), new PredictorOptions { Threads = options.Value.Threads, Device = options.Value.Device });
        }
        catch (BundleException exception)
        {
            throw new UnusableModelException(exception.Message, exception);
        }
    }
}

/// <summary>A job asks for a model that cannot be used; the message is one sentence. Trying again does not help.</summary>
public sealed class UnusableModelException : Exception
{
    public UnusableModelException(string sentence)
        : base(sentence)
    {
    }

    public UnusableModelException(string sentence, Exception inner)
        : base(sentence, inner)
    {
    }
}
