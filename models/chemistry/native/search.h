// Substructure search over molecules that were read before.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "guard.h"
#include "rdkit.h"

namespace molscreen {

// Mirrors MolScreen.Chemistry.Search.QueryNotation.
enum class QueryNotation : std::int32_t { Smarts, Smiles, MolBlock };

// Mirrors MolScreen.Chemistry.Search.SubstructureQuery.Answer.
enum class MatchAnswer : std::uint8_t { No, Yes, GaveUp };

constexpr unsigned kScreenBits = 2048;

// A molecule as RDKit's pickle, which is read back five times faster than its SMILES; without properties.
std::string pickle(const RDKit::ROMol& mol);

// A compiled query. For one thread at a time: RDKit writes into recursive queries while it matches.
class SubstructureQuery : public Handle {
public:
    // Throws MoleculeError where the text is not a query.
    SubstructureQuery(std::string_view text, QueryNotation notation, bool chirality);

    const std::vector<std::uint8_t>& screen() const noexcept { return screen_; }

    // Gives up on a molecule after a fixed number of comparisons of atoms, some tenths of a second.
    MatchAnswer occursIn(const RDKit::ROMol& mol) const;

private:
    std::unique_ptr<RDKit::RWMol> query_;
    RDKit::SubstructMatchParameters parameters_;
    std::vector<std::uint8_t> screen_;  // pattern fingerprint, kScreenBits
};

// The query that a text stands for, within limits of length and depth. Throws MoleculeError.
std::unique_ptr<RDKit::RWMol> readQuery(std::string_view text, QueryNotation notation);

}  // namespace molscreen
