namespace MolScreen.Store.Tests.Toys;

/// <summary>A folder for one test's database files.</summary>
internal sealed class DatabaseFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("molscreen-store-");

    public string Database => File("screening.db");

    public string File(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
