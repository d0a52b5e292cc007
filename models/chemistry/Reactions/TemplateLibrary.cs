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
    public IReadOnlyList<TemplateOutcome> Apply(string product, ReadOnlySpan<int> templates, ApplyOptions? options = null, CancellationToken cancel = default) =>
        Apply([product], [templates.ToArray()], options, 1, cancel)[0];

    /// <summary>Applies templates to many products at once; one list of outcomes for each, the same at any number of threads.</summary>
    /// <param name="products">SMILES; text that is no molecule has no outcomes.</param>
    /// <param name="templates">For each product positions in the library; each must be usable.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    /// <param name="threads">0 = all cores.</param>
    /// <param name="cancel">Checked between matches.</param>
    public unsafe IReadOnlyList<TemplateOutcome>[] Apply(
        IReadOnlyList<string> products, IReadOnlyList<int[]> templates, ApplyOptions? options = null, int threads = 0, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfNotEqual(templates.Count, products.Count);
        options ??= new ApplyOptions();
        var texts = PackedText.Pack(products, 0, products.Count);
        var indices = templates.SelectMany(one => one).ToArray();
        var starts = new int[products.Count + 1];
        for (var i = 0; i < products.Count; i++)
        {
            starts[i + 1] = starts[i] + templates[i].Length;
        }

        nint result;
        using (var flag = new CancellationFlag(cancel))
        using (var use = new Use(this))
        {
            fixed (byte* bytes = texts.Bytes)
            fixed (long* offsets = texts.Offsets)
            fixed (int* chosen = indices)
            fixed (int* first = starts)
            {
                NativeChemistry.Check(NativeChemistry.ApplyTemplates(
                    handle, bytes, offsets, products.Count, chosen, first, options.VerifyForward ? 1 : 0, options.MaxMatches, options.MaxOutcomes, threads, flag.Pointer, out result));
            }
        }

        var taken = ReactionResult.Take(result);
        cancel.ThrowIfCancellationRequested();
        var outcomes = products.Select(_ => new List<TemplateOutcome>()).ToArray();
        for (var i = 0; i < taken.Texts.Count; i++)
        {
            var product = taken.Numbers[2 * i];
            outcomes[product].Add(new TemplateOutcome(templates[product][taken.Numbers[(2 * i) + 1]], taken.Texts[i].Split('.')));
        }

        return outcomes;
    }

    /// <summary>
    /// Finds, for recorded reactions, the templates that make exactly their reactants from the product, and the product from
    /// the reactants again; one result for each, in order.
    /// </summary>
    /// <param name="reactions">Product, and reactants joined by dots, as SMILES.</param>
    /// <param name="threads">0 = all cores.</param>
    /// <param name="cancel">Checked between matches.</param>
    public unsafe ReactionLabels[] Label(IReadOnlyList<(string Product, string Reactants)> reactions, int threads = 0, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        var products = PackedText.Pack([.. reactions.Select(reaction => reaction.Product)], 0, reactions.Count);
        var reactants = PackedText.Pack([.. reactions.Select(reaction => reaction.Reactants)], 0, reactions.Count);
        nint result;
        using (var flag = new CancellationFlag(cancel))
        using (var use = new Use(this))
        {
            fixed (byte* made = products.Bytes, from = reactants.Bytes)
            fixed (long* madeOffsets = products.Offsets, fromOffsets = reactants.Offsets)
            {
                NativeChemistry.Check(NativeChemistry.LabelReactions(handle, made, madeOffsets, from, fromOffsets, reactions.Count, threads, flag.Pointer, out result));
            }
        }

        var taken = ReactionResult.Take(result);
        cancel.ThrowIfCancellationRequested();
        var labels = new ReactionLabels[reactions.Count];
        for (int i = 0, at = 0; i < labels.Length; i++)
        {
            var count = taken.Numbers[at];
            labels[i] = new ReactionLabels(taken.Texts[3 * i], taken.Texts[(3 * i) + 1], taken.Texts[(3 * i) + 2], taken.Numbers[(at + 1)..(at + 1 + count)]);
            at += 1 + count;
        }

        return labels;
    }

    /// <summary>Whether the template, run forward on the reactants, makes the product.</summary>
    /// <param name="template">Position in the library.</param>
    public unsafe bool Regenerates(int template, IReadOnlyList<string> reactants, string product)
    {
        var left = Encoding.UTF8.GetBytes(string.Join('.', reactants));
        var right = Encoding.UTF8.GetBytes(product);
        using var use = new Use(this);
        fixed (byte* from = left)
        fixed (byte* to = right)
        {
            NativeChemistry.Check(NativeChemistry.Regenerates(handle, template, from, left.Length, to, right.Length, out var answer));
            return answer != 0;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeChemistry.FreeTemplates(handle);
        return true;
    }

    /// <summary>Keeps the native library alive during a call.</summary>
    private readonly struct Use : IDisposable
    {
        private readonly TemplateLibrary _library;

        public Use(TemplateLibrary library)
        {
            var held = false;
            library.DangerousAddRef(ref held);
            _library = library;
        }

        public void Dispose() => _library.DangerousRelease();
    }
}
