// RDKit's Normalizer with its own table of transformations. It runs some two dozen reactions on every molecule, which few
// molecules need: here it runs only where the left-hand side of one of them occurs. One of its transformations is taken
// back: it separates the charges of a sulfoxide, which data sets, models and reaction templates write with a double bond.
#include <mutex>

#include <GraphMol/ChemReactions/Reaction.h>
#include <GraphMol/MolStandardize/Normalize.h>

#include "pattern.h"
#include "standardize_steps.h"

namespace molscreen {
namespace {

// Normalizers of different threads share their reactions, which are prepared when they are first run.
std::mutex preparing;

struct Groups {
    std::unique_ptr<RDKit::MolStandardize::Normalizer> normalizer;
    std::vector<Pattern> patterns;  // copies, for the recursive ones among them are not to be shared

    Groups() {
        const std::lock_guard<std::mutex> lock(preparing);
        normalizer = std::make_unique<RDKit::MolStandardize::Normalizer>();
        const std::unique_ptr<RDKit::RWMol> methane(RDKit::SmilesToMol("C"));
        delete normalizer->normalize(*methane);  // no transformation matches, so that every one is tried and prepared
        const RDKit::MolStandardize::TransformCatalogParams table{std::string()};
        for (const auto& transformation : table.getTransformations()) {
            for (const auto& reactant : transformation->getReactants()) {
                patterns.emplace_back(std::make_shared<const RDKit::ROMol>(*reactant));
            }
        }
    }
};

// The bond from sulfur to oxygen of a sulfoxide that is written with separate charges, S⁺–O⁻ with two neighbours of the sulfur that are
// no oxygen; null where there is none.
RDKit::Bond* separatedSulfoxide(RDKit::RWMol& mol) {
    for (auto* bond : mol.bonds()) {
        const auto* sulfur = bond->getBeginAtom();
        const auto* oxygen = bond->getEndAtom();
        if (sulfur->getAtomicNum() != 16) std::swap(sulfur, oxygen);
        if (sulfur->getAtomicNum() != 16 || sulfur->getFormalCharge() != 1 || sulfur->getIsAromatic() || sulfur->getDegree() != 3 ||
            sulfur->getTotalNumHs() != 0 || oxygen->getAtomicNum() != 8 || oxygen->getFormalCharge() != -1 || oxygen->getDegree() != 1 ||
            bond->getBondType() != RDKit::Bond::SINGLE) {
            continue;
        }
        std::size_t oxygens = 0;
        for (const auto* neighbour : mol.atomNeighbors(sulfur)) oxygens += neighbour->getAtomicNum() == 8;
        if (oxygens == 1) return bond;
    }
    return nullptr;
}

void joinSulfoxides(RDKit::RWMol& mol) {
    while (auto* bond = separatedSulfoxide(mol)) {
        bond->setBondType(RDKit::Bond::DOUBLE);
        bond->getBeginAtom()->setFormalCharge(0);
        bond->getEndAtom()->setFormalCharge(0);
    }
    mol.updatePropertyCache(false);
}

}  // namespace

bool normalizeGroups(Standardizing& at) {
    thread_local Groups groups;
    const Contents contents(*at.mol);
    const auto occurs = [&](const Pattern& pattern) { return pattern.occursIn(contents); };
    const bool matches = std::any_of(groups.patterns.begin(), groups.patterns.end(), occurs);
    if (!matches && separatedSulfoxide(*at.mol) == nullptr) return false;
    const std::unique_ptr<RDKit::ROMol> by_table(matches ? groups.normalizer->normalize(*at.mol) : new RDKit::ROMol(*at.mol));
    auto normal = std::make_unique<RDKit::RWMol>(*by_table);
    joinSulfoxides(*normal);
    if (RDKit::MolToSmiles(*normal) == RDKit::MolToSmiles(*at.mol)) return false;
    return at.take(kGroupStep, [&] { return std::move(normal); });
}

}  // namespace molscreen
