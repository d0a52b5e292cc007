// RDKit's Normalizer with its own table of transformations. It runs some two dozen reactions on every molecule, which few
// molecules need: here it runs only where the left-hand side of one of them occurs.
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

}  // namespace

bool normalizeGroups(Standardizing& at) {
    thread_local Groups groups;
    const Contents contents(*at.mol);
    const auto occurs = [&](const Pattern& pattern) { return pattern.occursIn(contents); };
    if (std::none_of(groups.patterns.begin(), groups.patterns.end(), occurs)) return false;
    std::unique_ptr<RDKit::ROMol> normal(groups.normalizer->normalize(*at.mol));
    if (RDKit::MolToSmiles(*normal) == RDKit::MolToSmiles(*at.mol)) return false;
    return at.take(kGroupStep, [&] { return std::move(normal); });
}

}  // namespace molscreen
