namespace MolScreen.Chemistry.Alerts;

/// <summary>Published collections of structures that make trouble in assays or in drugs. Mirrors native/alerts.h.</summary>
[Flags]
public enum AlertCatalogs
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Pan-assay interference, family A: 16 frequent hitters with many examples (Baell and Holloway 2010).</summary>
    PainsA = 1,

    /// <summary>Pan-assay interference, family B: 55 alerts.</summary>
    PainsB = 2,

    /// <summary>Pan-assay interference, family C: 409 alerts with few examples each.</summary>
    PainsC = 4,

    /// <summary>Unwanted for toxicity or pharmacokinetics: 105 alerts (Brenk et al. 2008).</summary>
    Brenk = 8,

    /// <summary>Reactive or otherwise problematic: 180 alerts (Jadhav et al. 2010).</summary>
    Nih = 16,

    /// <summary>Drug-likeness and unwanted groups as ZINC filters them: 50 alerts.</summary>
    Zinc = 32,

    /// <summary>All of pan-assay interference.</summary>
    Pains = PainsA | PainsB | PainsC,

    /// <summary>Every catalog.</summary>
    All = Pains | Brenk | Nih | Zinc,
}
