#include <algorithm>

#include "reactions.h"

namespace molscreen::reactions {
namespace {

using RDKit::Atom;

constexpr std::size_t kMaxAtoms = 500;
constexpr std::size_t kMaxReactants = 5;

// Ends an extraction with its reason.
struct Rejected {
    ExtractionStatus status;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find(separator, start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

MappedMolecule read(std::string_view smiles) {
    MappedMolecule result;
    result.mol = parseMolecule(smiles);
    if (result.mol == nullptr) throw Rejected{ExtractionStatus::Molecule};
    if (result.mol->getNumAtoms() > kMaxAtoms) throw Rejected{ExtractionStatus::TooLarge};
    for (auto* atom : result.mol->atoms()) {
        result.map.push_back(atom->getAtomMapNum());
        atom->setAtomMapNum(0);
    }
    return result;
}

// Where a mapped atom is.
struct Place {
    const MappedMolecule* in = nullptr;
    int atom = 0;
    const Atom& get() const { return *in->mol->getAtomWithIdx(static_cast<unsigned>(atom)); }
};

using Index = std::map<int, Place>;

void addToIndex(const MappedMolecule& molecule, Index& index) {
    for (std::size_t i = 0; i < molecule.map.size(); i++) {
        if (molecule.map[i] == 0) continue;
        if (!index.emplace(molecule.map[i], Place{&molecule, static_cast<int>(i)}).second) throw Rejected{ExtractionStatus::DuplicateMap};
    }
}

// Bonds of an atom as (neighbour's map number or minus its element, type), sorted.
std::vector<std::pair<int, int>> bonds(const Place& place) {
    std::vector<std::pair<int, int>> result;
    for (const auto* bond : place.in->mol->atomBonds(&place.get())) {
        const auto* other = bond->getOtherAtom(&place.get());
        const int map = place.in->map[other->getIdx()];
        result.emplace_back(map != 0 ? map : -other->getAtomicNum(), bond->getBondType());
    }
    std::sort(result.begin(), result.end());
    return result;
}

bool differ(const Place& before, const Place& after) {
    const auto &a = before.get(), &b = after.get();
    return a.getTotalNumHs() != b.getTotalNumHs() || a.getFormalCharge() != b.getFormalCharge() || a.getDegree() != b.getDegree() ||
           a.getNumRadicalElectrons() != b.getNumRadicalElectrons() || a.getIsAromatic() != b.getIsAromatic() || bonds(before) != bonds(after);
}

std::vector<int> mapsAround(const Place& place) {
    std::vector<int> result;
    for (int other : neighbours(*place.in->mol, place.atom)) result.push_back(place.in->map[other]);
    return result;
}

bool stereoDiffers(const Place& before, const Place& after) {
    const auto a = before.get().getChiralTag(), b = after.get().getChiralTag();
    return reorder(a, mapsAround(before), mapsAround(after)) != b;
}

std::set<int> changedAtoms(const Index& before, const Index& after) {
    std::set<int> changed;
    for (const auto& [map, place] : after) {
        const auto& source = before.at(map);
        if (source.get().getAtomicNum() != place.get().getAtomicNum()) throw Rejected{ExtractionStatus::Unbalanced};
        if (differ(source, place)) changed.insert(map);
    }
    std::set<int> centres;
    for (const auto& [map, place] : after) {
        if (changed.count(map) > 0 || !stereoDiffers(before.at(map), place)) continue;
        const auto around = mapsAround(place);
        if (std::any_of(around.begin(), around.end(), [&](int other) { return changed.count(other) > 0; })) centres.insert(map);
    }
    changed.merge(centres);
    return changed;
}

// Whether the template makes the reactants from the product, and its forward form the product from them.
bool regenerates(const std::string& text, const Sought& product, const Sought& reactants) {
    const Template compiled(text);
    const ApplyLimits limits;
    const auto mol = parseMolecule(product.smiles);
    for (const auto& outcome : compiled.retro(*mol, limits, &reactants.drawn)) {
        if (joinMolecules(outcome) == reactants.smiles) return compiled.regenerates(outcome, product, limits);
    }
    return false;
}

std::string canonicalOf(const MappedMolecule& molecule) {
    // The molecule was read with map numbers, which may have kept marks alive that mean nothing without them.
    return canonical(RDKit::MolToSmiles(*molecule.mol));
}

void extractInto(std::string_view reaction, Extraction& result) {
    const auto sides = split(reaction, '>');
    if (sides.size() != 3) throw Rejected{ExtractionStatus::Syntax};
    if (sides[2].empty() || sides[2].find('.') != std::string_view::npos) throw Rejected{ExtractionStatus::Products};
    const auto product = read(sides[2]);
    Index after, before;
    addToIndex(product, after);
    if (after.size() != product.map.size()) throw Rejected{ExtractionStatus::UnmappedProduct};

    std::vector<MappedMolecule> reactants;
    for (const auto side : {sides[0], sides[1]}) {
        for (const auto text : split(side, '.')) {
            if (text.find(':') == std::string_view::npos) continue;
            auto molecule = read(text);
            bool gives = false;
            for (auto& map : molecule.map) {
                if (after.count(map) == 0) map = 0;
                gives = gives || map != 0;
            }
            if (gives) reactants.push_back(std::move(molecule));
        }
    }
    if (reactants.empty() || reactants.size() > kMaxReactants) throw Rejected{ExtractionStatus::Reactants};
    for (const auto& reactant : reactants) addToIndex(reactant, before);
    if (before.size() != after.size()) throw Rejected{ExtractionStatus::UnmappedProduct};

    result.product = canonicalOf(product);
    std::vector<std::string> sources;
    for (const auto& reactant : reactants) sources.push_back(canonicalOf(reactant));
    if (result.product.empty() || std::find(sources.begin(), sources.end(), "") != sources.end()) throw Rejected{ExtractionStatus::Molecule};
    std::sort(sources.begin(), sources.end());
    result.reactants = joinMolecules(sources);

    const auto changed = changedAtoms(before, after);
    if (changed.empty()) throw Rejected{ExtractionStatus::NoChange};
    result.text = writeTemplate(product, reactants, changed, Granularity::Strict);
    const Sought made(result.product);
    Sought from(result.reactants);
    from.smiles = result.reactants;  // sorted molecule by molecule
    if (!regenerates(result.text, made, from)) throw Rejected{ExtractionStatus::NotRegenerated};
    result.status = ExtractionStatus::Ok;
    try {
        auto general = writeTemplate(product, reactants, changed, Granularity::General);
        if (regenerates(general, made, from)) result.general = std::move(general);
    } catch (const std::invalid_argument&) {
        // The strict template stands alone.
        return;
    }
}

}  // namespace

Extraction extract(std::string_view reaction) {
    Extraction result;
    try {
        extractInto(reaction, result);
    } catch (const Rejected& rejected) {
        result.status = rejected.status;
    } catch (const std::exception&) {
        // RDKit's own invariants on odd chemistry: a reason of this one reaction, not of the call.
        result.status = ExtractionStatus::Internal;
    }
    return result;
}

}  // namespace molscreen::reactions
