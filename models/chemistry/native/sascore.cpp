#include "sascore.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <vector>

#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>

#include "guard.h"

namespace molscreen {
namespace {

// Numbers of seven bits a byte, the lowest first; the highest bit says that more follow.
class VariableNumbers {
public:
    VariableNumbers(const std::uint8_t* bytes, std::size_t size) : next_(bytes), end_(bytes + size) {}
    bool atEnd() const { return next_ == end_; }
    std::uint64_t read() {
        std::uint64_t number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (next_ == end_) break;
            const auto byte = *next_++;
            number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if ((byte & 0x80) == 0) return number;
        }
        throw InvalidArgument("the table of fragment scores is damaged");
    }

private:
    const std::uint8_t *next_, *end_;
};

// Contribution of a Morgan environment by its code: a hash table with open addressing.
class FragmentScores {
public:
    explicit FragmentScores(VariableNumbers numbers) {
        const auto count = numbers.read();
        if (count > (std::uint64_t{1} << 28)) throw InvalidArgument("the table of fragment scores is damaged");
        while (mask_ + 1 < 2 * count) mask_ = 2 * mask_ + 1;
        slots_.resize(mask_ + 1);
        std::uint64_t stored = 0;
        while (!numbers.atEnd()) {
            const auto folded = numbers.read();  // 0, -1, 1, -2, … as 0, 1, 2, 3, …
            const auto score = static_cast<std::int32_t>(folded >> 1) ^ -static_cast<std::int32_t>(folded & 1);
            const auto members = numbers.read();
            stored += members;
            if (stored > count) throw InvalidArgument("the table of fragment scores is damaged");
            std::uint32_t code = 0;
            for (std::uint64_t i = 0; i < members; i++) {
                code += static_cast<std::uint32_t>(numbers.read());
                store(code, score);
            }
        }
        if (stored != count) throw InvalidArgument("the table of fragment scores is damaged");
    }

    double operator[](std::uint32_t code) const {
        constexpr double unknown = -4;
        for (auto at = start(code);; at = (at + 1) & mask_) {
            const auto& slot = slots_[at];
            if (!slot.used) return unknown;
            if (slot.code == code) return slot.score / 1e4;
        }
    }

private:
    struct Slot {
        std::uint32_t code = 0;
        std::int32_t used : 1, score : 31;  // ten-thousandths
        Slot() : used(0), score(0) {}
    };

    std::size_t start(std::uint32_t code) const { return (code * 0x9E3779B97F4A7C15u >> 32) & mask_; }

    void store(std::uint32_t code, std::int32_t score) {
        auto at = start(code);
        while (slots_[at].used) at = (at + 1) & mask_;
        slots_[at].code = code;
        slots_[at].used = -1;
        slots_[at].score = score;
    }

    std::size_t mask_ = 1;
    std::vector<Slot> slots_;
};

std::mutex loading;
std::atomic<const FragmentScores*> scores{nullptr};  // lives as long as the process

// Mean contribution of the environments up to radius 2, and how many different ones there are.
struct FragmentScore {
    double mean;
    std::size_t different;
};

FragmentScore fragmentScore(const RDKit::ROMol& mol) {
    const auto& table = *scores.load(std::memory_order_acquire);
    const std::unique_ptr<const RDKit::SparseIntVect<std::uint32_t>> fingerprint(
        RDKit::MorganFingerprints::getFingerprint(mol, 2));
    double sum = 0;
    int count = 0;
    for (const auto& [code, times] : fingerprint->getNonzeroElements()) {
        count += times;
        sum += table[code] * times;
    }
    return {sum / count, fingerprint->getNonzeroElements().size()};
}

std::size_t chiralCenters(const RDKit::ROMol& mol) {
    RDKit::ROMol copy(mol);
    RDKit::MolOps::assignStereochemistry(copy, false, true, true);
    const auto is_center = [](const RDKit::Atom* atom) {
        return atom->hasProp(RDKit::common_properties::_CIPCode) || atom->hasProp(RDKit::common_properties::_ChiralityPossible);
    };
    std::size_t centers = 0;
    for (const auto* atom : copy.atoms()) centers += is_center(atom);
    return centers;
}

// Larger for larger molecules, stereo centres, spiro and bridgehead atoms, macrocycles.
double complexityPenalty(const RDKit::ROMol& mol) {
    const double atoms = mol.getNumAtoms();
    const double size = std::pow(atoms, 1.005) - atoms;
    const double stereo = std::log10(static_cast<double>(chiralCenters(mol) + 1));
    const double spiro = std::log10(RDKit::Descriptors::calcNumSpiroAtoms(mol) + 1.0);
    const double bridge = std::log10(RDKit::Descriptors::calcNumBridgeheadAtoms(mol) + 1.0);
    const auto& rings = mol.getRingInfo()->atomRings();
    const bool macrocycle = std::any_of(rings.begin(), rings.end(), [](const auto& ring) { return ring.size() > 8; });
    return 0. - size - stereo - spiro - bridge - (macrocycle ? std::log10(2.0) : 0.0);
}

}  // namespace

void loadFragmentScores(const std::uint8_t* bytes, std::size_t size) {
    const std::lock_guard<std::mutex> lock(loading);
    if (!hasFragmentScores()) scores.store(new FragmentScores(VariableNumbers(bytes, size)), std::memory_order_release);
}

bool hasFragmentScores() noexcept { return scores.load(std::memory_order_acquire) != nullptr; }

double synthesizability(const RDKit::ROMol& mol) {
    const auto fragments = fragmentScore(mol);
    const double atoms = mol.getNumAtoms();
    // Symmetric molecules have few different environments and are easier to make than their size says.
    const double symmetry =
        atoms > static_cast<double>(fragments.different) ? std::log(atoms / static_cast<double>(fragments.different)) * .5 : 0;
    const double raw = fragments.mean + complexityPenalty(mol) + symmetry;
    constexpr double least = -4.0, most = 2.5;
    double score = 11. - (raw - least + 1) / (most - least) * 9.;
    if (score > 8) score = 8. + std::log(score + 1. - 9.);
    return std::min(std::max(score, 1.0), 10.0);
}

}  // namespace molscreen

MOLSCREEN_API std::int32_t molscreen_sascore_load(const std::uint8_t* bytes, std::int64_t size) noexcept {
    return molscreen::guard([&] {
        if (bytes == nullptr || size <= 0) throw molscreen::InvalidArgument("no table of fragment scores");
        molscreen::loadFragmentScores(bytes, static_cast<std::size_t>(size));
    });
}
