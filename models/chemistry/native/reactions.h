// Retro templates: patterns, transforms between them, application to molecules, extraction from mapped reactions.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "guard.h"
#include "rdkit.h"

namespace molscreen::reactions {

constexpr int kAny = -1000;

// What a pattern says about one atom; kAny where it says nothing.
struct PatternAtom {
    int map = 0;
    int element = 0;
    int aromatic = kAny;
    int charge = kAny;
    int hydrogens = kAny;
    int degree = kAny;
    RDKit::Atom::ChiralType tag = RDKit::Atom::CHI_UNSPECIFIED;
};

// One side of a template: molecules ("groups") that a SMARTS text separates by dots, parentheses keeping parts together.
struct Pattern {
    std::unique_ptr<RDKit::RWMol> query;
    std::vector<PatternAtom> atoms;
    std::vector<int> group;  // of each atom
    int groups = 0;

    // Throws std::invalid_argument with the reason for a text that is no usable pattern.
    static Pattern parse(std::string_view smarts);
    // Bond type of the query bond between two of its atoms; ZERO where the query leaves it open, OTHER without a bond.
    RDKit::Bond::BondType bond(int a, int b) const;
    // Whether the pattern says enough of an atom for a tetrahedral mark to have been possible.
    bool couldBeStereo(int atom) const;
};

struct ApplyLimits {
    std::uint32_t maxMatches = 200;
    int maxOutcomes = 50;
    const volatile std::int32_t* cancel = nullptr;  // nonzero ends the work early

    bool cancelled() const noexcept { return cancel != nullptr && *cancel != 0; }
};

// Canonical SMILES of the molecules of one outcome, sorted.
using Outcome = std::vector<std::string>;

Outcome splitMolecules(std::string_view text);
std::string joinMolecules(const Outcome& molecules);

// A number for each connected part of a graph of elements and bonds, sorted: the same for the same parts, whatever their bond
// orders, hydrogens, charges and stereo. Costs microseconds where a rewritten molecule's canonical SMILES costs a millisecond.
using Sketch = std::vector<std::uint64_t>;

// An element below 0 stands for an atom that is gone.
Sketch sketch(const std::vector<int>& elements, const std::vector<std::pair<int, int>>& bonds);
Sketch sketch(const RDKit::ROMol& mol);

// A molecule, or several joined by dots, that outcomes are held against.
struct Sought {
    explicit Sought(const std::string& text);
    explicit Sought(const RDKit::ROMol& mol);

    std::string smiles;  // canonical; "" where unreadable
    Sketch drawn;
};

// A rewrite from one pattern to another, both compiled. Immutable; thread-safe.
class Transform {
public:
    // The patterns must outlive the transform. Throws std::invalid_argument where the sides do not fit.
    Transform(const Pattern& from, const Pattern& to);

    // Distinct outcomes on a sanitized molecule (several molecules as its components when the pattern has groups); with `drawn`
    // only those that hold these parts.
    std::vector<Outcome> apply(const RDKit::ROMol& mol, const ApplyLimits& limits, const Sketch* drawn = nullptr) const;
    // Whether an outcome holds the sought molecule.
    bool makes(const RDKit::ROMol& mol, const Sought& sought, const ApplyLimits& limits) const;
    // The reaction `wanted>>mol` with atom map numbers on all atoms of mol; "" where `wanted` is no outcome.
    std::string map(const RDKit::ROMol& mol, const Outcome& wanted, const ApplyLimits& limits) const;

private:
    struct BondEdit {
        int a, b;  // atoms of `to`
        RDKit::Bond::BondType type;
    };

    // A rewritten molecule, not yet sanitized, its atoms those of the one before and then those that came in, and what it is canonically.
    struct Rewritten {
        std::unique_ptr<RDKit::RWMol> mol;
        Outcome outcome;
    };

    // Calls visit(Rewritten&) for each distinct outcome that holds the parts `drawn` (null: any) until it returns false.
    template <class Visit>
    void each(const RDKit::ROMol& mol, const ApplyLimits& limits, const Sketch* drawn, Visit&& visit) const;
    // The sketch of what rewrite would give.
    Sketch sketchOf(const RDKit::ROMol& mol, const std::vector<int>& match) const;
    std::optional<Rewritten> rewrite(const RDKit::ROMol& mol, const std::vector<int>& match) const;
    bool inSeparateMolecules(const std::vector<int>& match, const std::vector<int>& component) const;

    const Pattern& from_;
    const Pattern& to_;
    std::vector<int> partner_;                // of each atom of from: atom of to, or -1: it leaves
    std::vector<int> source_;                 // of each atom of to: atom of from, or -1: it comes in
    std::vector<std::pair<int, int>> broken_;  // bonds of from that are gone in to
    std::vector<BondEdit> made_;              // bonds of to that are new or of another type
    std::vector<bool> edited_;                // atoms of from on which the outcome depends
};

class PatternKeys;

// Fingerprint of a molecule: keys of its atoms, bonds and paths of two bonds, at several levels of detail, and of how often
// each kind of bond occurs.
class MoleculeKeys {
public:
    static constexpr std::uint32_t kBits = 8192;

    explicit MoleculeKeys(const RDKit::ROMol& mol);
    // False only where the pattern cannot match the molecule.
    bool cover(const PatternKeys& pattern) const noexcept;

private:
    void set(std::uint16_t key) noexcept { bits_[key >> 6] |= std::uint64_t{1} << (key & 63); }
    std::array<std::uint64_t, kBits / 64> bits_{};
};

// The keys that every molecule has which a pattern matches.
class PatternKeys {
public:
    PatternKeys() = default;
    explicit PatternKeys(const Pattern& pattern);

private:
    friend class MoleculeKeys;
    std::vector<std::uint16_t> keys_;
};

// Number of atoms by element, hydrogens only where they are atoms of their own.
using Composition = std::map<int, int>;

// A retro template: product pattern, reactant pattern, and the transforms both ways.
class Template {
public:
    // Throws std::invalid_argument with the reason for a text that is no usable template.
    explicit Template(std::string_view text);

    const PatternKeys& needs() const noexcept { return needs_; }
    const PatternKeys& needsOfReactants() const noexcept { return reactantNeeds_; }
    // What the reactants have that the product has not.
    const Composition& incoming() const noexcept { return incoming_; }
    std::vector<Outcome> retro(const RDKit::ROMol& product, const ApplyLimits& limits, const Sketch* drawn = nullptr) const {
        return retro_->apply(product, limits, drawn);
    }
    // The reaction from these reactants with atom map numbers on every product atom; "" where the template does not give them.
    std::string map(const RDKit::ROMol& product, const Outcome& reactants, const ApplyLimits& limits) const {
        return retro_->map(product, reactants, limits);
    }
    // Whether the forward form makes the product from these reactants.
    bool regenerates(const Outcome& reactants, const Sought& product, const ApplyLimits& limits) const;

private:
    Pattern product_, reactants_;
    std::optional<Transform> retro_, forward_;
    PatternKeys needs_, reactantNeeds_;
    Composition incoming_;
};

// What TemplateIndex finds for one recorded reaction.
struct Labels {
    std::string product, reactants;  // canonical SMILES; "" where unreadable
    std::vector<int> templates;      // ascending
    std::string mapped;              // the reaction with atom map numbers by the first of them
};

// Finds the templates that make recorded reactants: only those are tried that bring in just the atoms which the product lacks.
class TemplateIndex {
public:
    // The templates must outlive the index; null ones are passed over.
    explicit TemplateIndex(const std::vector<std::unique_ptr<Template>>& templates);
    Labels label(std::string_view product, std::string_view reactants, const ApplyLimits& limits) const;

private:
    const std::vector<std::unique_ptr<Template>>& templates_;
    std::map<Composition, std::vector<int>> byIncoming_;
};

// Null where the text is no molecule.
std::unique_ptr<RDKit::RWMol> parseMolecule(std::string_view smiles);
// Canonical SMILES after reading the text anew; empty where that fails. Remembers recent answers, per thread.
const std::string& canonical(const std::string& smiles);

// A connected part of a rewritten molecule.
struct RewrittenPart {
    std::string smiles;     // canonical; "" where it is no molecule
    bool radicals = false;  // of non-metals
};

// Each part of an unsanitized molecule, up to the first that is none. Templates cut a molecule into the same parts again and again, so
// that answers are remembered, per thread, by all that stands in the part.
std::vector<RewrittenPart> partsOf(const RDKit::RWMol& mol, const std::vector<int>& component);
bool hasRadicals(const RDKit::ROMol& mol);
// Sanitizes and perceives stereo; false for what is no molecule.
bool sanitizeRewritten(RDKit::RWMol& mol);

// Neighbours in the order that a chiral tag refers to.
std::vector<int> neighbours(const RDKit::ROMol& mol, int atom);
// The tag that says the same about `now` as `tag` says about `then`; unspecified where the neighbours are not the same.
RDKit::Atom::ChiralType reorder(RDKit::Atom::ChiralType tag, const std::vector<int>& then, const std::vector<int>& now);
RDKit::Atom::ChiralType invert(RDKit::Atom::ChiralType tag) noexcept;

// Double bonds of known geometry, kept through a rewrite.
class DoubleBonds {
public:
    explicit DoubleBonds(const RDKit::ROMol& mol);
    // Sets the geometries again; a substituent that was replaced by exactly one other hands its place on.
    void restore(RDKit::RWMol& mol) const;

private:
    struct Geometry {
        int begin, end, beginSide, endSide;
        RDKit::Bond::BondStereo stereo;
        std::vector<int> aroundBegin, aroundEnd;
    };
    std::vector<Geometry> known_;
};

// Mirrors MolScreen.Chemistry.Reactions.ExtractionStatus.
enum class ExtractionStatus : std::uint8_t {
    Ok, Syntax, Molecule, Products, Reactants, UnmappedProduct, DuplicateMap, Unbalanced, NoChange, TooLarge, NotRegenerated, Internal
};

struct Extraction {
    ExtractionStatus status = ExtractionStatus::Internal;
    std::string text;       // the strict retro template
    std::string general;    // the general one; "" where it does not regenerate the reaction
    std::string product;    // canonical SMILES
    std::string reactants;  // canonical SMILES of those that give atoms to the product, sorted, joined by dots
};

Extraction extract(std::string_view reaction);

// A molecule of a mapped reaction with its atom map numbers taken off.
struct MappedMolecule {
    std::unique_ptr<RDKit::RWMol> mol;
    std::vector<int> map;  // of each atom, 0 without
};

// How much a template says of the surroundings of a change.
enum class Granularity { Strict, General };

// Writes the pattern text of the fragments on both sides; `changed` holds map numbers.
std::string writeTemplate(const MappedMolecule& product, const std::vector<MappedMolecule>& reactants, const std::set<int>& changed, Granularity granularity);

// Atoms to add to a reactant's fragment so that functional groups stay whole; anchors are the changed atoms.
std::set<int> wholeGroups(const RDKit::ROMol& reactant, const std::set<int>& anchors);

}  // namespace molscreen::reactions
