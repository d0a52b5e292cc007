// Fingerprints of all kinds, equal to what RDKit's own functions give.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "rdkit.h"

namespace molscreen {

// Mirrors MolScreen.Chemistry.FingerprintKind.
enum class FingerprintKind : std::int32_t { Morgan, Maccs, RdkitPath, AtomPair, Pattern };

// Mirrors MolScreen.Chemistry.NativeFingerprintOptions.
extern "C" struct FingerprintOptions {
    std::int32_t kind;
    std::int32_t radius;     // Morgan only
    std::int32_t size;       // bits or counts; MACCS has kMaccsBits whatever it says
    std::int32_t counts;     // Morgan and atom pairs only
    std::int32_t chirality;  // Morgan and atom pairs only
    std::int32_t features;   // Morgan only: FCFP instead of ECFP
};

constexpr std::int32_t kMaccsBits = 167;

// Throws InvalidArgument for options that no kind has.
void checkFingerprint(const FingerprintOptions& options);

// Packed bits: bit i is byte i / 8, bit i % 8, the lowest first.
using Bits = std::vector<std::uint8_t>;
// One entry an index, at most 65535.
using Counts = std::vector<std::uint16_t>;

std::size_t fingerprintBytes(const FingerprintOptions& options);

// Replaces bits (without counts asked for) or counts (otherwise) by those of a sanitized molecule.
void fingerprint(const RDKit::ROMol& mol, const FingerprintOptions& options, Bits& bits, Counts& counts);

// The code of every environment that a Morgan fingerprint of the molecule counts, before it is folded.
const std::vector<std::uint32_t>& morganCodes(const RDKit::ROMol& mol, std::int32_t radius, bool chirality, bool features);

// The environments that a Morgan fingerprint counts: atoms of one around its centre, code by code. Of environments of the same
// bonds there is only the first, as in RDKit.
struct Environments {
    std::vector<std::uint32_t> codes;    // the entry is the code modulo the fingerprint's size
    std::vector<std::uint16_t> centres;
    std::vector<std::uint8_t> radii;     // in bonds
    std::vector<std::uint16_t> sizes;    // atoms of each
    std::vector<std::uint16_t> atoms;    // those of each, the centre first
};

// Replaces the environments by those of a molecule; options of a Morgan fingerprint.
void morganEnvironments(const RDKit::ROMol& mol, const FingerprintOptions& options, Environments& environments);

// The 167 MACCS bits as RDKit numbers them.
void maccs(const RDKit::ROMol& mol, Bits& bits);

}  // namespace molscreen
