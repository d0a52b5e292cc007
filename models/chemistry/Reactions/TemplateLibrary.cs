using System.Runtime.InteropServices;
using System.Text;
using MolScreen.Chemistry.Native;

namespace MolScreen.Chemistry.Reactions;

/// <summary>
/// Retro templates compiled once. A match must fit the template's stereo marks (all of them, or all inverted); a centre that
/// is specified in the molecule where the template leaves it open does not match; one that the molecule leaves open does.
/// Thread-safe.
/// </summary>
public sealed class TemplateLibrary : SafeHandle
{
    private TemplateLibrary(nint library, string[] errors)
        : base(0, true)
    {
        SetHandle(library);
        Errors = errors;
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Number of templates.</summary>
    public int Count => Errors.Count;

    /// <summary>Per template why it cannot be used, "" where it can.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Compiles templates <c>product&gt;&gt;reactants</c>.</summary>
    /// <param name="templates">SMARTS with atom map numbers on every product atom.</param>
    /// <param name="threads">0 = all cores.</param>
    public static unsafe TemplateLibrary Compile(IReadOnlyList<string> templates, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(templates);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var texts = PackedText.Pack(templates, 0, templates.Count);
        fixed (byte* bytes = texts.Bytes)
        fixed (long* offsets = texts.Offsets)
        {
            NativeChemistry.Check(NativeChemistry.CompileTemplates(bytes, offsets, texts.Count, threads, out var library, out var errors));
            return new TemplateLibrary(library, ReactionResult.Take(errors).Texts.ToStrings());
        }
    }

    /// <summary>Applies templates to a product, in the order given.</summary>
    /// <param name="product">SMILES; text that is no molecule has no outcomes.</param>
    /// <param name="templates">Positions in the library; each must be usable.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="cancel">Checked between matches.</param>
    public unsafe IReadOnlyList<TemplateOutcome> Apply(
        string product, ReadOnlySpan<int> templates, ApplyOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new ApplyOptions();
        var text = Encoding.UTF8.GetBytes(product);
        var flag = new StrongBox();
        using var registration = cancel.UnsafeRegister(static state => Volatile.Write(ref ((StrongBox)state!).Value, 1), flag);
        nint result;
        var held = false;
        try
        {
            DangerousAddRef(ref held);
            fixed (byte* bytes = text)
            fixed (int* indices = templates)
            fixed (int* cancelled = &flag.Value)
            {
                NativeChemistry.Check(NativeChemistry.ApplyTemplates(
                    handle, bytes, text.Length, indices, templates.Length, options.VerifyForward ? 1 : 0, options.MaxMatches, options.MaxOutcomes, cancelled, out result));
            }
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }

        var taken = ReactionResult.Take(result);
        cancel.ThrowIfCancellationRequested();
        var outcomes = new TemplateOutcome[taken.Numbers.Length];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = new TemplateOutcome(templates[taken.Numbers[i]], taken.Texts[i].Split('.'));
        }

        return outcomes;
    }

    /// <summary>Whether the template, run forward on the reactants, makes the product.</summary>
    /// <param name="template">Position in the library.</param>
    public unsafe bool Regenerates(int template, IReadOnlyList<string> reactants, string product)
    {
        var left = Encoding.UTF8.GetBytes(string.Join('.', reactants));
        var right = Encoding.UTF8.GetBytes(product);
        var held = false;
        try
        {
            DangerousAddRef(ref held);
            fixed (byte* from = left)
            fixed (byte* to = right)
            {
                NativeChemistry.Check(NativeChemistry.Regenerates(handle, template, from, left.Length, to, right.Length, out var answer));
                return answer != 0;
            }
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeChemistry.FreeTemplates(handle);
        return true;
    }

    private sealed class StrongBox
    {
        public int Value;
    }
}

/// <summary>One way a template takes a product apart.</summary>
/// <param name="Template">Position in the library.</param>
/// <param name="Reactants">Canonical SMILES, sorted by ordinal.</param>
public sealed record TemplateOutcome(int Template, IReadOnlyList<string> Reactants);

/// <summary>Limits of one application.</summary>
public sealed record ApplyOptions
{
    /// <summary>Matches looked at for each template, at least 1. Default 200.</summary>
    public int MaxMatches { get; init; } = 200;

    /// <summary>Outcomes kept for each template, at least 1. Default 20.</summary>
    public int MaxOutcomes { get; init; } = 20;

    /// <summary>Keep only outcomes that the template's forward form turns into the product again, stereo included. Default true.</summary>
    public bool VerifyForward { get; init; } = true;
}
