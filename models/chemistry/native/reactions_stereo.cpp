#include <algorithm>

#include "reactions.h"

namespace molscreen::reactions {

using RDKit::Atom;
using RDKit::Bond;

std::vector<int> neighbours(const RDKit::ROMol& mol, int atom) {
    std::vector<int> result;
    for (const auto* bond : mol.atomBonds(mol.getAtomWithIdx(atom))) result.push_back(static_cast<int>(bond->getOtherAtomIdx(atom)));
    return result;
}

Atom::ChiralType invert(Atom::ChiralType tag) noexcept {
    return tag == Atom::CHI_TETRAHEDRAL_CW    ? Atom::CHI_TETRAHEDRAL_CCW
           : tag == Atom::CHI_TETRAHEDRAL_CCW ? Atom::CHI_TETRAHEDRAL_CW
                                              : tag;
}

Atom::ChiralType reorder(Atom::ChiralType tag, const std::vector<int>& then, const std::vector<int>& now) {
    if (then.size() != now.size()) return Atom::CHI_UNSPECIFIED;
    auto order = now;
    bool odd = false;
    for (std::size_t i = 0; i < then.size(); i++) {
        const auto found = std::find(order.begin() + static_cast<std::ptrdiff_t>(i), order.end(), then[i]);
        if (found == order.end()) return Atom::CHI_UNSPECIFIED;
        if (found != order.begin() + static_cast<std::ptrdiff_t>(i)) {
            std::iter_swap(found, order.begin() + static_cast<std::ptrdiff_t>(i));
            odd = !odd;
        }
    }
    return odd ? invert(tag) : tag;
}

DoubleBonds::DoubleBonds(const RDKit::ROMol& mol) {
    for (const auto* bond : mol.bonds()) {
        if (bond->getBondType() != Bond::DOUBLE || bond->getStereoAtoms().size() != 2) continue;
        const auto stereo = bond->getStereo();
        const bool trans = stereo == Bond::STEREOE || stereo == Bond::STEREOTRANS;
        if (!trans && stereo != Bond::STEREOZ && stereo != Bond::STEREOCIS) continue;
        const int begin = bond->getBeginAtomIdx(), end = bond->getEndAtomIdx();
        known_.push_back({begin, end, bond->getStereoAtoms()[0], bond->getStereoAtoms()[1],
                          trans ? Bond::STEREOTRANS : Bond::STEREOCIS, neighbours(mol, begin), neighbours(mol, end)});
    }
}

void DoubleBonds::restore(RDKit::RWMol& mol) const {
    const auto sideNow = [&mol](int atom, int side, const std::vector<int>& then) {
        const auto now = neighbours(mol, atom);
        if (std::find(now.begin(), now.end(), side) != now.end()) return side;
        int gained = -1;
        for (int other : now) {
            if (std::find(then.begin(), then.end(), other) != then.end()) continue;
            if (gained >= 0) return -1;
            gained = other;
        }
        return now.size() == then.size() ? gained : -1;
    };
    for (auto* bond : mol.bonds()) {
        bond->setBondDir(Bond::NONE);
        bond->setStereo(Bond::STEREONONE);
        bond->getStereoAtoms().clear();
    }
    for (const auto& geometry : known_) {
        auto* bond = mol.getBondBetweenAtoms(geometry.begin, geometry.end);
        if (bond == nullptr || bond->getBondType() != Bond::DOUBLE) continue;
        const int begin = sideNow(geometry.begin, geometry.beginSide, geometry.aroundBegin);
        const int end = sideNow(geometry.end, geometry.endSide, geometry.aroundEnd);
        if (begin < 0 || end < 0) continue;
        // The atoms go in the order of the bond's own ends, which a rewrite does not change.
        const bool straight = static_cast<int>(bond->getBeginAtomIdx()) == geometry.begin;
        bond->setStereoAtoms(straight ? begin : end, straight ? end : begin);
        bond->setStereo(geometry.stereo);
    }
}

}  // namespace molscreen::reactions
