#include "reactions.h"

namespace molscreen::reactions {
namespace {

// A functional group and the atoms of its pattern that, once changed, pull in the whole of it.
struct Group {
    const char* smarts;
    std::vector<int> anchors;
};

const std::vector<Group>& definitions() {
    static const std::vector<Group> groups{
        {"[O,S;H0]=C[O,F,Cl,Br,I]", {1, 2}},                  // acids, esters, acyl halides, and their sulfur kin
        {"[O,S;H0]=C[N;!a]", {1, 2}},                         // amides, ureas, thioamides
        {"[#6,#7,#8]S(=O)(=O)[O,N,F,Cl,Br]", {1, 5}},         // sulfonyl halides, sulfonamides, sulfonates
        {"S(=O)=O", {0}},                                     // sulfones
        {"[#6]B(O)O", {0, 1}},                                // boronic acids and esters
        {"[B,C](F)(F)F", {0}},                                // trifluoromethyl, trifluoroborate
        {"[Si](C)(C)C", {0}},                                 // silyl
        {"N=[N+]=[N-]", {0, 2}},                              // azides
        {"N~N", {0}},                                         // hydrazines, diazo, azo
        {"CC(C)(C)OC(=O)N", {7}},                             // Boc on nitrogen
        {"[CH3]C([CH3])([CH3])O", {4}},                       // tert-butyl on oxygen
        {"c1ccccc1COC(=O)N", {9}},                            // Cbz on nitrogen
        {"Cc1ccc(S(=O)(=O)[#8,#7])cc1", {5, 8}},              // tosyl
        {"[Mg,Li,Zn,Sn][Cl,Br,I]", {0, 1}},                   // organometal halides
        {"[C,N]=[C,N]", {0, 1}},                              // alkenes, imines
        {"[C,N]#[C,N]", {0, 1}},                              // alkynes, nitriles
        {"C=C-*", {2}},                                       // next to an alkene
        {"C#C-*", {2}},                                       // next to an alkyne
        {"O=C-*", {2}},                                       // next to a carbonyl
        {"O=C([O,N])-*", {3}},                                // next to an acid, ester or amide
        {"[!#6;R]@[#6;R]", {1}},                              // next to a ring's heteroatom
        {"[a;!c]:a:a", {2}},                                  // two bonds from an aromatic ring's heteroatom
    };
    return groups;
}

struct Compiled {
    std::unique_ptr<RDKit::ROMol> query;
    std::vector<int> anchors;
};

const std::vector<Compiled>& compiled() {
    static const std::vector<Compiled> groups = [] {
        std::vector<Compiled> result;
        for (const auto& group : definitions()) {
            result.push_back({std::unique_ptr<RDKit::ROMol>(RDKit::SmartsToMol(group.smarts)), group.anchors});
        }
        return result;
    }();
    return groups;
}

}  // namespace

std::set<int> wholeGroups(const RDKit::ROMol& reactant, const std::set<int>& anchors) {
    std::set<int> result;
    RDKit::SubstructMatchParameters parameters;
    parameters.uniquify = false;
    parameters.maxMatches = 1000;
    for (const auto& group : compiled()) {
        for (const auto& match : RDKit::SubstructMatch(reactant, *group.query, parameters)) {
            bool pulls = false;
            for (const auto& [query, atom] : match) {
                for (int anchor : group.anchors) pulls = pulls || (anchor == query && anchors.count(atom) > 0);
            }
            if (!pulls) continue;
            for (const auto& [query, atom] : match) result.insert(atom);
        }
    }
    return result;
}

}  // namespace molscreen::reactions
