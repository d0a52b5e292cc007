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

// A rewrite from one pattern to another, both compiled. Immutable; thread-safe.
class Transform {
public:
    // The patterns must outlive the transform. Throws std::invalid_argument where the sides do not fit.
    Transform(const Pattern& from, const Pattern& to);

    // Distinct outcomes on a sanitized molecule (several molecules as its components when the pattern has groups). With
    // `sought`, a canonical SMILES, the last outcome is the first that holds it.
    std::vector<Outcome> apply(const RDKit::ROMol& mol, const ApplyLimits& limits, const std::string* sought = nullptr) const;

private:
    struct BondEdit {
        int a, b;  // atoms of `to`
        RDKit::Bond::BondType type;
    };

    std::optional<Outcome> rewrite(const RDKit::ROMol& mol, const std::vector<int>& match) const;
    bool inSeparateMolecules(const std::vector<int>& match, const std::vector<int>& component) const;

    const Pattern& from_;
    const Pattern& to_;
    std::vector<int> partner_;                // of each atom of from: atom of to, or -1: it leaves
    std::vector<int> source_;                 // of each atom of to: atom of from, or -1: it comes in
    std::vector<std::pair<int, int>> broken_;  // bonds of from that are gone in to
    std::vector<BondEdit> made_;              // bonds of to that are new or of another type
    std::vector<bool> edited_;                // atoms of from on which the outcome depends
};

// How often each kind of bond occurs; a molecule without what a pattern needs cannot match.
class BondCensus {
public:
    static BondCensus ofPattern(const Pattern& pattern);
    static BondCensus ofMolecule(const RDKit::ROMol& mol);
    bool covers(const BondCensus& needed) const noexcept;

private:
    void add(int elementA, int aromaticA, int elementB, int aromaticB, int type);
    std::map<int, int> counts_;
};

// A retro template: product pattern, reactant pattern, and the transforms both ways.
class Template {
public:
    // Throws std::invalid_argument with the reason for a text that is no usable template.
    explicit Template(std::string_view text);

    const BondCensus& needs() const noexcept { return needs_; }
    std::vector<Outcome> retro(const RDKit::ROMol& product, const ApplyLimits& limits) const {
        return retro_->apply(product, limits);
    }
    // Whether the forward form makes the product (canonical SMILES) from these reactants.
    bool regenerates(const Outcome& reactants, const std::string& product, const ApplyLimits& limits) const;

private:
    Pattern product_, reactants_;
    std::optional<Transform> retro_, forward_;
    BondCensus needs_;
};

// Null where the text is no molecule.
std::unique_ptr<RDKit::RWMol> parseMolecule(std::string_view smiles);
// Canonical SMILES after reading the text anew; empty where that fails. Remembers recent answers, per thread.
const std::string& canonical(const std::string& smiles);

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
    std::string text;       // the retro template
    std::string product;    // canonical SMILES
    std::string reactants;  // canonical SMILES of those that give atoms to the product, sorted, joined by dots
};

Extraction extract(std::string_view reaction);

// A molecule of a mapped reaction with its atom map numbers taken off.
struct MappedMolecule {
    std::unique_ptr<RDKit::RWMol> mol;
    std::vector<int> map;  // of each atom, 0 without
};

// Writes the pattern text of the fragments on both sides; `changed` holds map numbers.
std::string writeTemplate(const MappedMolecule& product, const std::vector<MappedMolecule>& reactants, const std::set<int>& changed);

// Atoms to add to a reactant's fragment so that functional groups stay whole; anchors are the changed atoms.
std::set<int> wholeGroups(const RDKit::ROMol& reactant, const std::set<int>& anchors);

}  // namespace molscreen::reactions
