// Structural alerts: RDKit's filter catalogs (their data are in its library) with RDKit's answers, several times faster.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "parts.h"
#include "pattern.h"

namespace molscreen {

// Catalog c is bit 1 << c of MoleculeOptions.alert_catalogs; mirrors MolScreen.Chemistry.Alerts.AlertCatalogs.
constexpr std::int32_t kAlertCatalogCount = 6;  // PAINS A, B, C, BRENK, NIH, ZINC

struct Alert {
    std::string description, reference, scope;
    std::shared_ptr<const RDKit::ROMol> query;
    unsigned int least = 1;  // occurrences from which on it is an alert
    Pattern pattern;
    std::vector<std::size_t> needs;  // of AlertCatalog.kinds: a molecule must have one of each
};

struct AlertCatalog {
    std::vector<Alert> alerts;      // in RDKit's order
    std::vector<AtomKinds> kinds;   // those that the patterns' atoms may match, each set once
};

// Compiled at its first use and kept; thread-safe.
const AlertCatalog& alertCatalog(std::int32_t catalog);

// An alert's number: its catalog in the upper 16 bits, its place there in the lower.
constexpr std::int32_t alertNumber(std::int32_t catalog, std::size_t place) {
    return (catalog << 16) | static_cast<std::int32_t>(place);
}

// Alerts of molecules one after another. All matches of an alert have as many atoms as its query.
struct AlertColumns {
    std::vector<std::int32_t> counts;   // alerts of each molecule
    std::vector<std::int32_t> numbers;  // of each alert found
    std::vector<std::int32_t> matches;  // of each alert found: matches that differ in their atoms, RDKit's first 1000
    std::vector<std::uint16_t> atoms;   // of each match, in the order of the query's atoms

    // Appends the alerts of one molecule, catalog by catalog, each in RDKit's order.
    void add(const RDKit::ROMol& mol, std::int32_t catalogs);
};

// Fills the alert columns.
std::unique_ptr<Part> alertsPart(const MoleculeOptions& options);

}  // namespace molscreen
