#include "rings.h"

#include <algorithm>
#include <array>
#include <vector>

#include <GraphMol/RingInfo.h>

namespace molscreen {
namespace {

// Work space of one thread, kept between molecules.
class RingFinder {
public:
    bool run(const RDKit::ROMol& mol) {
        load(mol);
        rings_ = 0;
        const int atoms = static_cast<int>(mol.getNumAtoms());
        for (int atom = 0; atom < atoms; atom++) {
            if (entered_[atom] < 0 && !search(atom)) return false;
        }
        auto* info = mol.getRingInfo();
        info->initialize();
        for (std::size_t ring = 0; ring < rings_; ring++) info->addRing(ring_atoms_[ring], ring_bonds_[ring]);
        return true;
    }

private:
    struct Arc {
        int to, bond;
    };
    struct Frame {
        int atom, from_bond, next;
    };
    struct Path {
        std::vector<int> atoms;  // behind the start, up to and including the end
        std::vector<int> bonds;
    };

    void load(const RDKit::ROMol& mol) {
        const int atoms = static_cast<int>(mol.getNumAtoms());
        first_.assign(static_cast<std::size_t>(atoms) + 1, 0);
        for (const auto* bond : mol.bonds()) {
            first_[bond->getBeginAtomIdx() + 1]++;
            first_[bond->getEndAtomIdx() + 1]++;
        }
        for (int atom = 0; atom < atoms; atom++) first_[atom + 1] += first_[atom];
        arcs_.resize(static_cast<std::size_t>(first_[atoms]));
        ends_.resize(mol.getNumBonds());
        fill_.assign(first_.begin(), first_.end() - 1);
        for (const auto* bond : mol.bonds()) {
            const int a = static_cast<int>(bond->getBeginAtomIdx()), b = static_cast<int>(bond->getEndAtomIdx());
            const int index = static_cast<int>(bond->getIdx());
            arcs_[fill_[a]++] = {b, index};
            arcs_[fill_[b]++] = {a, index};
            ends_[index] = {a, b};
        }
        entered_.assign(atoms, -1);
        lowest_.assign(atoms, -1);
        block_degree_.assign(atoms, 0);
        in_block_.assign(mol.getNumBonds(), 0);
        frames_.clear();
        open_bonds_.clear();
        clock_ = 0;
    }

    // Depth-first search that closes blocks (Hopcroft and Tarjan, CACM 16 (1973) 372), without recursion.
    bool search(int root) {
        entered_[root] = lowest_[root] = clock_++;
        frames_.push_back({root, -1, first_[root]});
        while (!frames_.empty()) {
            auto& frame = frames_.back();
            if (frame.next == first_[frame.atom + 1]) {
                const auto done = frame;
                frames_.pop_back();
                if (frames_.empty()) break;
                const int parent = frames_.back().atom;
                lowest_[parent] = std::min(lowest_[parent], lowest_[done.atom]);
                if (lowest_[done.atom] >= entered_[parent] && !closeBlock(done.from_bond)) return false;
                continue;
            }
            const auto arc = arcs_[frame.next++];
            if (arc.bond == frame.from_bond) continue;
            if (entered_[arc.to] < 0) {
                open_bonds_.push_back(arc.bond);
                entered_[arc.to] = lowest_[arc.to] = clock_++;
                frames_.push_back({arc.to, arc.bond, first_[arc.to]});
            } else if (entered_[arc.to] < entered_[frame.atom]) {
                open_bonds_.push_back(arc.bond);
                lowest_[frame.atom] = std::min(lowest_[frame.atom], entered_[arc.to]);
            }
        }
        return true;
    }

    // The block consists of the open bonds down to this one.
    bool closeBlock(int last) {
        auto begin = open_bonds_.end();
        do {
            --begin;
        } while (*begin != last);
        const auto bonds = open_bonds_.end() - begin;
        bool simple = true;
        if (bonds > 1) {
            for (auto bond = begin; bond != open_bonds_.end(); ++bond) {
                in_block_[*bond] = 1;
                block_degree_[ends_[*bond][0]]++;
                block_degree_[ends_[*bond][1]]++;
            }
            simple = addRings(begin, bonds);
            for (auto bond = begin; bond != open_bonds_.end(); ++bond) {
                in_block_[*bond] = 0;
                block_degree_[ends_[*bond][0]] = block_degree_[ends_[*bond][1]] = 0;
            }
        }
        open_bonds_.erase(begin, open_bonds_.end());
        return simple;
    }

    bool addRings(std::vector<int>::const_iterator bonds, std::ptrdiff_t count) {
        int branching[2] = {-1, -1}, found = 0;
        for (std::ptrdiff_t i = 0; i < count; i++) {
            for (const int atom : ends_[bonds[i]]) {
                if (block_degree_[atom] == 2 || atom == branching[0] || atom == branching[1]) continue;
                if (block_degree_[atom] > 3 || found == 2) return false;
                branching[found++] = atom;
            }
        }
        if (found == 0) {
            const int start = ends_[bonds[0]][0];
            walk(start, bonds[0], paths_[0]);
            addRing(start, paths_[0], nullptr);
            return true;
        }
        int traced = 0;
        for (int arc = first_[branching[0]]; arc < first_[branching[0] + 1]; arc++) {
            if (in_block_[arcs_[arc].bond]) walk(branching[0], arcs_[arc].bond, paths_[traced++]);
        }
        std::sort(paths_.begin(), paths_.end(), [](const Path& a, const Path& b) { return a.bonds.size() < b.bonds.size(); });
        if (paths_[0].bonds.size() == paths_[1].bonds.size()) return false;
        addRing(branching[0], paths_[1], &paths_[0]);
        addRing(branching[0], paths_[2], &paths_[0]);
        return true;
    }

    // Follows the block from an atom through a bond up to the next branching atom, or round to the start.
    void walk(int start, int bond, Path& path) {
        path.atoms.clear();
        path.bonds.clear();
        int atom = start;
        while (true) {
            atom = ends_[bond][0] == atom ? ends_[bond][1] : ends_[bond][0];
            path.atoms.push_back(atom);
            path.bonds.push_back(bond);
            if (atom == start || block_degree_[atom] != 2) return;
            int arc = first_[atom];
            while (arcs_[arc].bond == bond || !in_block_[arcs_[arc].bond]) arc++;
            bond = arcs_[arc].bond;
        }
    }

    // A ring that goes out by one path and comes back by another from its end, or by a path that ends at its start.
    void addRing(int start, const Path& out, const Path* back) {
        if (ring_atoms_.size() == rings_) {
            ring_atoms_.emplace_back();
            ring_bonds_.emplace_back();
        }
        auto& atoms = ring_atoms_[rings_];
        auto& bonds = ring_bonds_[rings_++];
        atoms.assign(1, start);
        atoms.insert(atoms.end(), out.atoms.begin(), out.atoms.end());
        bonds.assign(out.bonds.begin(), out.bonds.end());
        if (back == nullptr) {
            atoms.pop_back();  // the start again
            return;
        }
        atoms.insert(atoms.end(), back->atoms.rbegin() + 1, back->atoms.rend());
        bonds.insert(bonds.end(), back->bonds.rbegin(), back->bonds.rend());
    }

    std::vector<int> first_, fill_, entered_, lowest_, block_degree_, open_bonds_;
    std::vector<char> in_block_;
    std::vector<Arc> arcs_;
    std::vector<std::array<int, 2>> ends_;
    std::vector<Frame> frames_;
    std::array<Path, 3> paths_;
    std::size_t rings_ = 0;
    std::vector<std::vector<int>> ring_atoms_, ring_bonds_;
    int clock_ = 0;
};

}  // namespace

bool findSimpleRings(const RDKit::ROMol& mol) {
    thread_local RingFinder finder;
    return finder.run(mol);
}

}  // namespace molscreen
