#include <GraphMol/RingInfo.h>

#include "fingerprints.h"
#include "fingerprints_maccs_keys.h"
#include "pattern.h"

namespace molscreen {
namespace {

constexpr int kAromaticRings = 125, kFragments = 166;

struct Key {
    int bit;
    std::size_t more_than;
    Pattern pattern;
};

bool hasTwoAromaticRings(const RDKit::ROMol& mol) {
    int aromatic = 0;
    for (const auto& ring : mol.getRingInfo()->bondRings()) {
        aromatic += std::all_of(ring.begin(), ring.end(), [&](int bond) {
            return mol.getBondWithIdx(static_cast<unsigned>(bond))->getIsAromatic();
        });
        if (aromatic > 1) return true;
    }
    return false;
}

}  // namespace

void maccs(const RDKit::ROMol& mol, Bits& bits) {
    // Recursive keys would take turns at RDKit's locks if threads shared them.
    thread_local const auto keys = [] {
        std::vector<Key> made;
        for (const auto& key : kMaccsKeys) made.push_back({key.bit, key.more_than, Pattern(key.smarts)});
        return made;
    }();
    const auto set = [&](int bit) { bits[static_cast<std::size_t>(bit) / 8] |= static_cast<std::uint8_t>(1u << (bit % 8)); };
    const Contents contents(mol);
    for (const auto& key : keys) {
        const bool has = key.more_than == 0 ? key.pattern.occursIn(contents) : key.pattern.count(contents) > key.more_than;
        if (has) set(key.bit);
    }
    if (hasTwoAromaticRings(mol)) set(kAromaticRings);
    std::vector<int> fragment;
    if (RDKit::MolOps::getMolFrags(mol, fragment) > 1) set(kFragments);
}

}  // namespace molscreen
