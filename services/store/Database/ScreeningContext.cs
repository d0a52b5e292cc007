using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MolScreen.Store.Database;

/// <summary>The tables of <c>Schema.sql</c>, column names in snake case.</summary>
public sealed class ScreeningContext(DbContextOptions<ScreeningContext> options) : DbContext(options)
{
    /// <summary>All jobs.</summary>
    public DbSet<JobRow> Jobs => Set<JobRow>();

    /// <summary>The libraries.</summary>
    public DbSet<MoleculeRow> Molecules => Set<MoleculeRow>();

    /// <summary>What travels together.</summary>
    public DbSet<ChunkRow> Chunks => Set<ChunkRow>();

    /// <summary>Scored and rejected molecules.</summary>
    public DbSet<ResultRow> Results => Set<ResultRow>();

    /// <summary>What the scores are.</summary>
    public DbSet<ScoreColumnRow> ScoreColumns => Set<ScoreColumnRow>();

    /// <summary>Predictions.</summary>
    public DbSet<ScoreRow> Scores => Set<ScoreRow>();

    /// <summary>Searches for routes.</summary>
    public DbSet<PlanRow> Plans => Set<PlanRow>();

    /// <summary>Routes found.</summary>
    public DbSet<RouteRow> Routes => Set<RouteRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<JobRow>(e => e.ToTable("jobs").HasKey(r => r.Number));
        modelBuilder.Entity<MoleculeRow>(e => e.ToTable("molecules").HasKey(r => new { r.Job, r.Index }));
        modelBuilder.Entity<ChunkRow>(e => e.ToTable("chunks").HasKey(r => new { r.Job, r.Number }));
        modelBuilder.Entity<ScoreColumnRow>(e => e.ToTable("score_columns").HasKey(r => new { r.Job, r.Number }));
        modelBuilder.Entity<ScoreRow>(e => e.ToTable("scores").HasKey(r => new { r.Job, r.Index, r.Number }));
        modelBuilder.Entity<PlanRow>(e => e.ToTable("plans").HasKey(r => new { r.Job, r.Index }));
        modelBuilder.Entity<RouteRow>(e => e.ToTable("routes").HasKey(r => new { r.Job, r.Index, r.Rank }));
        modelBuilder.Entity<ResultRow>(MapResults);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(e => e.GetProperties()))
        {
            property.SetColumnName(property.Name == nameof(ResultRow.Index) ? "idx" : SnakeCase(property.Name));
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    private static void MapResults(EntityTypeBuilder<ResultRow> results)
    {
        results.ToTable("results").HasKey(r => new { r.Job, r.Index });
        results.HasMany(r => r.Scores).WithOne().HasForeignKey(s => new { s.Job, s.Index });
        results.HasMany(r => r.Routes).WithOne().HasForeignKey(s => new { s.Job, s.Index });
        results.HasOne(r => r.Molecule).WithOne().HasForeignKey<ResultRow>(r => new { r.Job, r.Index }).IsRequired();
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private sealed class UnixMilliseconds()
        : ValueConverter<DateTimeOffset, long>(t => t.ToUnixTimeMilliseconds(), t => DateTimeOffset.FromUnixTimeMilliseconds(t));
}
