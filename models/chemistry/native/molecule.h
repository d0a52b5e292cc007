// One text to one sanitized molecule, or to a status and a sentence that says why not.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "guard.h"
#include "rdkit.h"

namespace molscreen {

struct ReadLimits {
    std::int32_t max_heavy_atoms = 500;
    std::int32_t max_text_length = 100'000;   // bytes
    std::int32_t max_block_length = 400'000;  // bytes of a MOL block; mirrored by MoleculeProcessor.MaxMolBlockLength
};

// Quick leaves out what a common molecule does not need; Whole is RDKit's own way for every molecule, for what depends on the
// order of rings and neighbours that RDKit leaves behind (drawings).
enum class Reading { Quick, Whole };

// A molecule that cannot be used, thrown within this library only.
struct MoleculeError {
    MoleculeStatus status;
    std::string message;  // one sentence
};

// Reads SMILES (surrounding blanks and a CXSMILES extension allowed) as RDKit's SmilesToMol does with sanitization, the
// limits being checked before anything expensive. Throws MoleculeError.
std::unique_ptr<RDKit::RWMol> readSmiles(std::string_view text, const ReadLimits& limits, Reading reading = Reading::Quick);

// Whether a text is to be read as a MOL block: it has a line break, which no SMILES has.
bool isMolBlock(std::string_view text) noexcept;

// Reads a MOL block as RDKit's MolBlockToMol does, the limits being checked before anything expensive; refuses queries,
// R groups, wildcards and aromatic bonds outside rings, all of which RDKit lets pass. Throws MoleculeError.
std::unique_ptr<RDKit::RWMol> readMolBlock(std::string_view text, const ReadLimits& limits);

// Reads either.
std::unique_ptr<RDKit::RWMol> readMolecule(std::string_view text, const ReadLimits& limits);

// Refuses molecules that are too large or too much of a net. Throws MoleculeError.
void checkSize(const RDKit::RWMol& mol, const ReadLimits& limits);

// The molecule error that stands for whatever RDKit threw: call in a catch block.
MoleculeError currentMoleculeError();

// What is wrong with a text that RDKit's SMILES grammar refuses; one sentence, positions from 1.
std::string explainSyntax(std::string_view smiles);

}  // namespace molscreen
