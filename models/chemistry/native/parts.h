// What can be computed for each accepted molecule of a batch: one Part each, which fills columns of its own.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "fingerprints.h"
#include "guard.h"
#include "rdkit.h"
#include "standardize.h"

namespace molscreen {

// Bits of MoleculeOptions.parts; mirrors MolScreen.Chemistry.MoleculeParts.
enum PartFlag : std::int32_t {
    kGraph = 1, kFingerprint = 2, kProperties = 4, kScaffold = 8, kSmiles = 16, kDescriptors = 32, kSynthesizability = 64,
    kAlerts = 128, kStandardization = 256, kInchi = 512, kWritten = 1024, kSearch = 2048, kEnvironments = 4096
};

// Mirrors MolScreen.Chemistry.NativeMoleculeOptions.
extern "C" struct MoleculeOptions {
    std::int32_t parts;
    std::int32_t standardize;  // StandardizeFlag
    std::int32_t tautomer_milliseconds;
    std::int32_t max_heavy_atoms;
    std::int32_t max_text_length;
    FingerprintOptions fingerprint;
    std::int32_t layout;          // of graphs: GraphLayout
    std::int32_t alert_catalogs;  // bits
};

// Mirrors MolScreen.Chemistry.MoleculeColumn. A text column is followed by its offsets.
enum class Column : std::int32_t {
    Status, Messages, MessageOffsets,
    Smiles, SmilesOffsets,
    AtomCounts, BondCounts, AtomCodes, AtomMasses, BondEnds, BondCodes,
    Fingerprints, FingerprintCounts,
    Properties,
    Scaffolds, ScaffoldOffsets,
    Descriptors,
    SaScores,
    Written, WrittenOffsets,
    ChangedSteps, RefusedSteps, StandardNotes, RemovedCounts, RemovedSmiles, RemovedSmilesOffsets, RemovedNames, RemovedNameOffsets,
    Inchis, InchiOffsets, InchiKeys, InchiKeyOffsets,
    Screens, Structures, StructureOffsets,
    AlertCounts, AlertNumbers, AlertMatches, AlertAtoms,
    EnvironmentCounts, EnvironmentEntries, EnvironmentCentres, EnvironmentRadii, EnvironmentSizes, EnvironmentAtoms, AtomPlaces, AtomNumbers,
    Count
};

// Where columns lie in memory, and their sizes in elements; borrowed from the parts.
class Columns {
public:
    template <class T>
    void set(Column column, const std::vector<T>& values) {
        at(column) = {values.data(), static_cast<std::int64_t>(values.size())};
    }
    // The offsets belong to the column that follows.
    void set(Column column, const TextColumn& text) {
        at(column) = {text.bytes.data(), static_cast<std::int64_t>(text.bytes.size())};
        set(static_cast<Column>(static_cast<std::int32_t>(column) + 1), text.offsets);
    }
    struct View {
        const void* data = nullptr;
        std::int64_t count = 0;
    };
    const View& operator[](std::size_t column) const { return views_.at(column); }

private:
    View& at(Column column) { return views_[static_cast<std::size_t>(column)]; }
    std::array<View, static_cast<std::size_t>(Column::Count)> views_;
};

// A molecule as it was accepted.
struct Accepted {
    const RDKit::RWMol& mol;
    const std::string& smiles;  // canonical; empty unless standardization or kSmiles asked for it
    const std::string& written;  // canonical, before standardization; of a MOL block only, when kWritten asked for it
    const Standardization& standardization;
};

class Part {
public:
    virtual ~Part() = default;
    // Computes for one molecule without touching a column. May throw: the molecule is then rejected.
    virtual void compute(const Accepted& molecule) = 0;
    // Appends what was computed last to the columns.
    virtual void keep() = 0;
    virtual void publish(Columns& columns) const = 0;
};

// Fills the columns of environments.
std::unique_ptr<Part> environmentsPart(const MoleculeOptions& options);

// The parts that the options ask for.
std::vector<std::unique_ptr<Part>> partsOf(const MoleculeOptions& options);

}  // namespace molscreen
