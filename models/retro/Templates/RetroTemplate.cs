using System.Security.Cryptography;
using System.Text;

namespace MolScreen.Retro.Templates;

/// <summary>A retro template with its precedents.</summary>
/// <param name="Smarts">Canonical text <c>product&gt;&gt;reactants</c>.</param>
/// <param name="Precedents">Training reactions that show it.</param>
/// <param name="Examples">Ids of up to three of them.</param>
public sealed record RetroTemplate(string Smarts, int Precedents, IReadOnlyList<string> Examples)
{
    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the text: the same template has the same id everywhere.</summary>
    public string Id { get; } = IdOf(Smarts);

    /// <summary>Id of a template's text.</summary>
    public static string IdOf(string smarts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(smarts)).AsSpan(0, 8));
}
