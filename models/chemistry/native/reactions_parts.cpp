#include <algorithm>
#include <unordered_map>

#include "reactions.h"

namespace molscreen::reactions {

using RDKit::Atom;
using RDKit::Bond;
using RDKit::RWMol;

// Metals count as radicals for RDKit whenever their valence is below the usual; only non-metals tell of a broken rewrite.
bool hasRadicals(const RDKit::ROMol& mol) {
    static const std::set<int> nonMetals{5, 6, 7, 8, 9, 14, 15, 16, 17, 34, 35, 53};
    for (const auto* atom : mol.atoms()) {
        if (atom->getNumRadicalElectrons() > 0 && nonMetals.count(atom->getAtomicNum()) > 0) return true;
    }
    return false;
}

namespace {

// Everything that sanitizing and writing read of a part, in the order of its atoms and bonds: equal keys are equal molecules.
class PartKey {
public:
    PartKey(const RWMol& mol, const std::vector<int>& atoms, const std::vector<const Bond*>& bonds, std::vector<int>& rank) {
        text_.reserve(8 * (atoms.size() + bonds.size()));
        for (std::size_t i = 0; i < atoms.size(); i++) {
            rank[atoms[i]] = static_cast<int>(i);
            const auto* atom = mol.getAtomWithIdx(atoms[i]);
            put(atom->getAtomicNum());
            put(atom->getFormalCharge());
            put(static_cast<int>(atom->getNumExplicitHs()));
            put((atom->getNoImplicit() ? 1 : 0) + (atom->getIsAromatic() ? 2 : 0) + 4 * static_cast<int>(atom->getChiralTag()));
            put(static_cast<int>(atom->getNumRadicalElectrons()));
            put(static_cast<int>(atom->getIsotope()));
            put(atom->getAtomMapNum());
        }
        text_ += '|';
        for (const auto* bond : bonds) {
            put(rank[bond->getBeginAtomIdx()]);
            put(rank[bond->getEndAtomIdx()]);
            put(2 * static_cast<int>(bond->getBondType()) + (bond->getIsAromatic() ? 1 : 0));
            put(static_cast<int>(bond->getStereo()));
            for (const int side : bond->getStereoAtoms()) put(rank[side]);
        }
    }

    std::string take() noexcept { return std::move(text_); }

private:
    void put(int value) {
        const auto bits = static_cast<std::uint32_t>(value);
        text_ += static_cast<char>(bits & 0xFF);
        text_ += static_cast<char>((bits >> 8) & 0xFF);
    }

    std::string text_;
};

// The part as a molecule of its own; neighbours stay in the order that chiral tags refer to.
RWMol cut(const RWMol& mol, const std::vector<int>& atoms, const std::vector<const Bond*>& bonds, const std::vector<int>& rank) {
    RWMol part;
    for (const int atom : atoms) part.addAtom(new Atom(*mol.getAtomWithIdx(atom)), false, true);
    for (const auto* bond : bonds) part.addBond(rank[bond->getBeginAtomIdx()], rank[bond->getEndAtomIdx()], bond->getBondType());
    for (std::size_t i = 0; i < bonds.size(); i++) {
        auto* copy = part.getBondWithIdx(static_cast<unsigned>(i));
        copy->setIsAromatic(bonds[i]->getIsAromatic());
        const auto& sides = bonds[i]->getStereoAtoms();
        if (sides.size() != 2) continue;
        // Only now are both sides bound to the ends, which RDKit asks for.
        copy->setStereoAtoms(rank[sides[0]], rank[sides[1]]);
        copy->setStereo(bonds[i]->getStereo());
    }
    return part;
}

int stereoBonds(const RWMol& mol) {
    int count = 0;
    for (const auto* bond : mol.bonds()) count += bond->getStereo() != Bond::STEREONONE;
    return count;
}

bool hasStereo(const RWMol& mol) {
    for (const auto* atom : mol.atoms()) {
        if (atom->getChiralTag() != Atom::CHI_UNSPECIFIED) return true;
    }
    return stereoBonds(mol) > 0;
}

// Sanitizes a molecule without stereo for writing it: only stereo asks for hybridization and conjugation.
bool sanitizeFlat(RWMol& mol) {
    constexpr unsigned kSteps = RDKit::MolOps::SANITIZE_ALL ^ RDKit::MolOps::SANITIZE_SETCONJUGATION ^ RDKit::MolOps::SANITIZE_SETHYBRIDIZATION ^
                                RDKit::MolOps::SANITIZE_CLEANUPCHIRALITY;
    unsigned failed = 0;
    try {
        mol.clearComputedProps(true);
        RDKit::MolOps::sanitizeMol(mol, failed, kSteps);
    } catch (const RDKit::MolSanitizeException&) {
        return false;
    }
    mol.setProp(RDKit::common_properties::_StereochemDone, 1, true);
    return true;
}

RewrittenPart finished(RWMol part) {
    RewrittenPart result;
    if (!(hasStereo(part) ? sanitizeRewritten(part) : sanitizeFlat(part))) return result;
    result.radicals = hasRadicals(part);
    result.smiles = RDKit::MolToSmiles(part);
    // Of 50,000 parts that templates made of drugs and patent products, only a polyene's marks were written otherwise when read anew.
    if (stereoBonds(part) > 1) result.smiles = canonical(result.smiles);
    return result;
}

}  // namespace

bool sanitizeRewritten(RWMol& mol) {
    try {
        mol.clearComputedProps(true);
        RDKit::MolOps::sanitizeMol(mol);
        RDKit::MolOps::setDoubleBondNeighborDirections(mol);
        RDKit::MolOps::assignStereochemistry(mol, true, true);
        return true;
    } catch (const RDKit::MolSanitizeException&) {
        return false;
    }
}

std::vector<RewrittenPart> partsOf(const RWMol& mol, const std::vector<int>& component) {
    constexpr std::size_t kRemembered = 20000;
    thread_local std::unordered_map<std::string, RewrittenPart> known;
    int count = 0;
    for (const int part : component) count = std::max(count, part + 1);
    std::vector<std::vector<int>> atoms(count);
    std::vector<std::vector<const Bond*>> bonds(count);
    std::vector<int> rank(mol.getNumAtoms());
    for (std::size_t i = 0; i < component.size(); i++) atoms[component[i]].push_back(static_cast<int>(i));
    for (const auto* bond : mol.bonds()) bonds[component[bond->getBeginAtomIdx()]].push_back(bond);

    std::vector<RewrittenPart> parts;
    for (int i = 0; i < count; i++) {
        auto key = PartKey(mol, atoms[i], bonds[i], rank).take();
        const auto found = known.find(key);
        if (found != known.end()) {
            parts.push_back(found->second);
        } else {
            if (known.size() >= kRemembered) known.clear();
            parts.push_back(known.emplace(std::move(key), finished(cut(mol, atoms[i], bonds[i], rank))).first->second);
        }
        if (parts.back().smiles.empty()) break;
    }
    return parts;
}

}  // namespace molscreen::reactions
