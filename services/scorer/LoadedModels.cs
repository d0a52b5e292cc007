using Microsoft.Extensions.Options;
using MolScreen.Gnn;
using MolScreen.Torch;

namespace MolScreen.Scorer;

/// <summary>Model bundles by name, each loaded once, when it is first asked for. Thread-safe.</summary>
public sealed class LoadedModels : IDisposable
{
    private readonly PredictorOptions options;
    private readonly Func<string, PredictorOptions, Predictor> open;
    private readonly Dictionary<string, Predictor> loaded = [];
    private readonly Lock guard = new();

    public LoadedModels(IOptions<ScorerOptions> options)
        : this(options, Predictor.Open)
    {
    }

    /// <param name="options">Threads and device.</param>
    /// <param name="open">Opens the bundle of a folder, as <see cref="Predictor.Open"/> does.</param>
    internal LoadedModels(IOptions<ScorerOptions> options, Func<string, PredictorOptions, Predictor> open)
    {
        this.options = new PredictorOptions { Threads = options.Value.Threads, Device = options.Value.Device };
        this.open = open;
    }

    /// <summary>The model of a bundle's name.</summary>
    /// <exception cref="UnusableModelException">There is no such bundle, it is broken, or the machine lacks a library or device that it needs. It is looked for again the next time.</exception>
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
            return open(BundleCatalog.ResolveName(name), options);
        }
        catch (BundleException exception)
        {
            throw new UnusableModelException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is MissingLibraryException or ArgumentException)
        {
            throw UnusableModelException.Here(name, exception);
        }
    }
}

/// <summary>A job asks for a model that cannot be used; the message is one sentence. Trying again does not help.</summary>
public sealed class UnusableModelException : Exception
{
    /// <summary>The scorer's machine lacks what the model needs.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="lack">Names what is missing and what to do.</param>
    internal static UnusableModelException Here(string model, Exception lack) => new($"The scorer cannot run the model {model}: {lack.Message}", lack);

    public UnusableModelException(string sentence)
        : base(sentence)
    {
    }

    public UnusableModelException(string sentence, Exception inner)
        : base(sentence, inner)
    {
    }
}
