using MolScreen.Hosting.Text;

namespace MolScreen.Hosting.Tests;

public sealed class SpellingTests
{
    private static readonly string[] Known = ["id", "qed", "toy", "weight", "score", "molecular_weight"];

    [Theory]
    [InlineData("wieght", "weight")]
    [InlineData("Weights", "weight")]
    [InlineData("scoer", "score")]
    [InlineData("tyo", "toy")]
    [InlineData("qud", "qed")]
    [InlineData("moleculr_wieght", "molecular_weight")]
    [InlineData("and", null)]
    [InlineData("temperature", null)]
    [InlineData("", null)]
    public void A_misspelt_word_is_recognized_and_another_word_is_not(string word, string? meant) => Assert.Equal(meant, Spelling.Nearest(word, Known));

    [Fact]
    public void A_hint_ends_the_sentence()
    {
        Assert.Equal("; did you mean toy?", Spelling.Hint("tyo", Known));
        Assert.Equal(".", Spelling.Hint("temperature", Known));
        Assert.Equal(".", Spelling.Hint("x", []));
    }
}
