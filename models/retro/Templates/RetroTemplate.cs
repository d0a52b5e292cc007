using System.Security.Cryptography;
using System.Text;

namespace MolScreen.Retro.Templates;

/// <summary>How much a template says of what surrounds the change.</summary>
public enum TemplateGranularity
{
    /// <summary>Radius 1 and whole functional groups.</summary>
    Strict,

    /// <summary>The changed atoms and their neighbours, with fewer constraints: applies where no strict template does, and more often wrongly.</summary>
    General,
}

/// <summary>A retro template with its precedents.</summary>
/// <param name="Smarts">Canonical text <c>product&gt;&gt;reactants</c>.</param>
/// <param name="Granularity">Which of the two kinds it is.</param>
/// <param name="Precedents">Training reactions that show it.</param>
/// <param name="Class">Reaction class of most of the reactions of known class that it makes, 1 to 10 as in USPTO-50k, see <see cref="ReactionClass"/>; "" where none is known.</param>
/// <param name="Examples">Ids of up to three of its precedents.</param>
public sealed record RetroTemplate(string Smarts, TemplateGranularity Granularity, int Precedents, string Class, IReadOnlyList<string> Examples)
{
    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the text: the same template has the same id everywhere.</summary>
    public string Id { get; } = IdOf(Smarts);

    /// <summary>Id of a template's text.</summary>
    public static string IdOf(string smarts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(smarts)).AsSpan(0, 8));
}
