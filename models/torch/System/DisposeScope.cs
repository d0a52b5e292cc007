namespace TorchSharp;

/// <summary>
/// Collects the tensors that its thread makes and frees them together at the end. Scopes nest; they do not follow
/// <c>await</c>.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? current;

    private readonly DisposeScope? outer;
    private readonly HashSet<torch.Tensor> tensors = new(ReferenceEqualityComparer.Instance);
    private bool disposed;

    internal DisposeScope()
    {
        outer = current;
        current = this;
    }

    /// <summary>Tensors this scope will free.</summary>
    public int DisposablesCount => tensors.Count;

    /// <summary>Hands a tensor to the enclosing scope, or to the caller where there is none.</summary>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        if (disposable is torch.Tensor tensor)
        {
            Leave(tensor, outer);
        }

        return disposable;
    }

    /// <summary>Hands a tensor to the caller.</summary>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        if (disposable is torch.Tensor tensor)
        {
            Leave(tensor, null);
        }

        return disposable;
    }

    /// <summary>Frees what the scope still holds and ends it.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        foreach (var tensor in tensors.ToArray())
        {
            tensor.Dispose();
        }

        tensors.Clear();
        if (current == this)
        {
            current = outer;
        }
    }

    internal static DisposeScope? Enter(torch.Tensor tensor)
    {
        current?.tensors.Add(tensor);
        return current;
    }

    internal void Leave(torch.Tensor tensor, DisposeScope? to)
    {
        if (tensors.Remove(tensor))
        {
            to?.tensors.Add(tensor);
            tensor.Scope = to;
        }
    }

    internal DisposeScope? Outer => outer;
}

public static partial class torch
{
    /// <summary>Opens a scope that frees the tensors made in it, on this thread, when it is disposed.</summary>
    public static DisposeScope NewDisposeScope() => new();
}
