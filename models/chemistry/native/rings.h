#pragma once

#include "rdkit.h"

namespace molscreen {

// Fills the molecule's ring information with the rings that RDKit's symmetrizeSSSR finds, where they follow from counting
// alone: in every block (maximal part that no single atom cuts) a single cycle, or two cycles with a shortest path between
// their two branching atoms that is shorter than the other paths. Nine of ten drug-like molecules are of this kind.
// False, and nothing is filled, for all others. The molecule must have no ring information yet.
bool findSimpleRings(const RDKit::ROMol& mol);

}  // namespace molscreen
