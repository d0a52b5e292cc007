#include <algorithm>

#include "reactions.h"

namespace molscreen::reactions {

namespace {

Composition compositionOf(const RDKit::ROMol& mol) {
    Composition result;
    for (const auto* atom : mol.atoms()) result[atom->getAtomicNum()]++;
    return result;
}

// What `more` has that `less` has not; nothing where it lacks something.
std::optional<Composition> difference(Composition more, const Composition& less) {
    for (const auto& [element, count] : less) {
        auto& left = more[element];
        left -= count;
        if (left < 0) return std::nullopt;
    }
    for (auto it = more.begin(); it != more.end();) it = it->second == 0 ? more.erase(it) : std::next(it);
    return more;
}

}  // namespace

TemplateIndex::TemplateIndex(const std::vector<std::unique_ptr<Template>>& templates) : templates_(templates) {
    for (std::size_t i = 0; i < templates.size(); i++) {
        if (templates[i] != nullptr) byIncoming_[templates[i]->incoming()].push_back(static_cast<int>(i));
    }
}

Labels TemplateIndex::label(std::string_view product, std::string_view reactants, const ApplyLimits& limits) const {
    Labels labels;
    const auto mol = parseMolecule(product), sources = parseMolecule(reactants);
    if (mol == nullptr || sources == nullptr || mol->getNumAtoms() == 0) return labels;
    Outcome wanted;
    for (const auto& part : splitMolecules(reactants)) wanted.push_back(canonical(part));
    std::sort(wanted.begin(), wanted.end());
    const Sought made(*mol);
    const auto drawn = sketch(*sources);
    labels.product = made.smiles;
    labels.reactants = joinMolecules(wanted);
    const auto incoming = difference(compositionOf(*sources), compositionOf(*mol));
    const auto candidates = incoming ? byIncoming_.find(*incoming) : byIncoming_.end();
    if (candidates == byIncoming_.end()) return labels;
    const MoleculeKeys keys(*mol), sourceKeys(*sources);
    for (const int i : candidates->second) {
        if (limits.cancelled()) break;
        const auto& one = *templates_[i];
        if (!keys.cover(one.needs()) || !sourceKeys.cover(one.needsOfReactants())) continue;
        try {
            const auto outcomes = one.retro(*mol, limits, &drawn);
            if (std::find(outcomes.begin(), outcomes.end(), wanted) == outcomes.end()) continue;
            if (!one.regenerates(wanted, made, limits)) continue;
            if (labels.templates.empty()) labels.mapped = one.map(*mol, wanted, limits);
            labels.templates.push_back(i);
        } catch (const std::exception&) {
            // RDKit's own invariants on odd chemistry: this template does not apply here.
            continue;
        }
    }
    return labels;
}

}  // namespace molscreen::reactions
