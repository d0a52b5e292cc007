#include "fingerprints.h"

#include <algorithm>
#include <limits>

#include <DataStructs/ExplicitBitVect.h>
#include <DataStructs/SparseIntVect.h>
#include <GraphMol/Fingerprints/AtomPairs.h>
#include <GraphMol/Fingerprints/Fingerprints.h>

#include "guard.h"

namespace molscreen {
namespace {

constexpr auto kMost = std::numeric_limits<std::uint16_t>::max();

FingerprintKind kindOf(const FingerprintOptions& options) { return static_cast<FingerprintKind>(options.kind); }

void pack(const std::unique_ptr<ExplicitBitVect>& vector, Bits& bits) {
    const auto& set = *vector->dp_bits;
    for (auto bit = set.find_first(); bit != boost::dynamic_bitset<>::npos; bit = set.find_next(bit)) {
        bits[bit / 8] |= static_cast<std::uint8_t>(1u << (bit % 8));
    }
}

void morgan(const RDKit::ROMol& mol, const FingerprintOptions& options, Bits& bits, Counts& counts) {
    const auto size = static_cast<std::uint32_t>(options.size);
    for (const auto code : morganCodes(mol, options.radius, options.chirality != 0, options.features != 0)) {
        const auto at = code % size;
        if (options.counts) {
            if (counts[at] < kMost) counts[at]++;
        } else {
            bits[at / 8] |= static_cast<std::uint8_t>(1u << (at % 8));
        }
    }
}

void atomPairs(const RDKit::ROMol& mol, const FingerprintOptions& options, Bits& bits, Counts& counts) {
    using namespace RDKit::AtomPairs;
    const auto size = static_cast<unsigned>(options.size);
    constexpr unsigned kLongest = maxPathLen - 1;
    if (!options.counts) {
        pack(std::unique_ptr<ExplicitBitVect>(getHashedAtomPairFingerprintAsBitVect(
                 mol, size, 1, kLongest, nullptr, nullptr, nullptr, 4, options.chirality != 0)), bits);
        return;
    }
    const std::unique_ptr<RDKit::SparseIntVect<std::int32_t>> pairs(
        getHashedAtomPairFingerprint(mol, size, 1, kLongest, nullptr, nullptr, nullptr, options.chirality != 0));
    for (const auto& [at, count] : pairs->getNonzeroElements()) {
        counts[static_cast<std::size_t>(at)] = static_cast<std::uint16_t>(std::min<std::int32_t>(count, kMost));
    }
}

}  // namespace

void checkFingerprint(const FingerprintOptions& options) {
    const auto kind = kindOf(options);
    if (options.kind < 0 || kind > FingerprintKind::Pattern) throw InvalidArgument("no such kind of fingerprint");
    if (options.size <= 0 || options.size % 8 != 0 || options.radius < 0) {
        throw InvalidArgument("a fingerprint's size must be a positive multiple of 8, the radius not negative");
    }
    if (options.counts && kind != FingerprintKind::Morgan && kind != FingerprintKind::AtomPair) {
        throw InvalidArgument("this kind of fingerprint has no counts");
    }
}

std::size_t fingerprintBytes(const FingerprintOptions& options) {
    return static_cast<std::size_t>(kindOf(options) == FingerprintKind::Maccs ? kMaccsBits + 7 : options.size) / 8;
}

void fingerprint(const RDKit::ROMol& mol, const FingerprintOptions& options, Bits& bits, Counts& counts) {
    if (options.counts) {
        counts.assign(static_cast<std::size_t>(options.size), 0);
    } else {
        bits.assign(fingerprintBytes(options), 0);
    }
    const auto size = static_cast<unsigned>(options.size);
    switch (kindOf(options)) {
        case FingerprintKind::Morgan: morgan(mol, options, bits, counts); break;
        case FingerprintKind::Maccs: maccs(mol, bits); break;
        case FingerprintKind::RdkitPath:
            pack(std::unique_ptr<ExplicitBitVect>(RDKit::RDKFingerprintMol(mol, 1, 7, size)), bits);
            break;
        case FingerprintKind::AtomPair: atomPairs(mol, options, bits, counts); break;
        case FingerprintKind::Pattern:
            pack(std::unique_ptr<ExplicitBitVect>(RDKit::PatternFingerprintMol(mol, size)), bits);
            break;
    }
}

}  // namespace molscreen
