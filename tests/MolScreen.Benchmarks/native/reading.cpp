// Where the time goes when RDKit reads SMILES: every step of SmilesToMol's sanitization on its own, then SmilesToMol as
// a whole and the library's own reading. Prints a Markdown table. Usage: reading SMILES-FILE
#include "molecule.h"  // first: it makes sure that RDKit's headers see how RDKit was built

#include <time.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <GraphMol/MolOps.h>
#include <GraphMol/RWMol.h>
#include <GraphMol/SanitException.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <RDGeneral/RDLog.h>

namespace {

using RDKit::RWMol;
namespace Ops = RDKit::MolOps;

double processorSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Seconds by step, over all rounds.
class Profile {
public:
    template <class Work>
    void time(const char* step, Work&& work) {
        const double start = processorSeconds();
        work();
        if (seconds_.find(step) == seconds_.end()) order_.push_back(step);
        seconds_[step] += processorSeconds() - start;
    }
    void print(double molecules) const {
        double total = 0;
        for (const auto* step : order_) total += seconds_.at(step);
        for (const auto* step : order_) {
            std::printf("| %s | %.1f | %.0f %% |\n", step, 1e6 * seconds_.at(step) / molecules, 100 * seconds_.at(step) / total);
        }
    }

private:
    std::vector<const char*> order_;
    std::map<std::string, double> seconds_;
};

void readInSteps(const std::string& smiles, Profile& profile) {
    RDKit::SmilesParserParams parameters;
    parameters.sanitize = false;
    parameters.removeHs = false;
    parameters.allowCXSMILES = false;
    std::unique_ptr<RWMol> mol;
    profile.time("parse the text", [&] { mol.reset(RDKit::SmilesToMol(smiles, parameters)); });
    if (!mol) return;
    profile.time("remove hydrogens", [&] { Ops::removeHs(*mol, false, true, false); });
    profile.time("clean up functional groups", [&] { Ops::cleanUp(*mol); });
    profile.time("valences", [&] { mol->updatePropertyCache(true); });
    profile.time("rings (symmetrized SSSR)", [&] { RDKit::VECT_INT_VECT rings; Ops::symmetrizeSSSR(*mol, rings); });
    profile.time("Kekulé structure", [&] { Ops::Kekulize(*mol); });
    profile.time("radicals", [&] { Ops::assignRadicals(*mol); });
    profile.time("aromaticity", [&] { Ops::setAromaticity(*mol); });
    profile.time("conjugation", [&] { Ops::setConjugation(*mol); });
    profile.time("hybridization", [&] { Ops::setHybridization(*mol); });
    profile.time("clean up chirality", [&] { Ops::cleanupChirality(*mol); });
    profile.time("adjust hydrogens", [&] { Ops::adjustHs(*mol); });
    profile.time("stereochemistry", [&] { Ops::assignStereochemistry(*mol, true); });
    profile.time("free the molecule", [&] { mol.reset(); });
}

// Least seconds of one pass over the molecules.
template <class Read>
double fastest(const std::vector<std::string>& molecules, Read&& read) {
    double best = 1e9;
    for (int round = 0; round < 5; round++) {
        const double start = processorSeconds();
        for (const auto& smiles : molecules) {
            try {
                read(smiles);
            } catch (const RDKit::MolSanitizeException&) {
            } catch (const RDKit::SmilesParseException&) {
            } catch (const molscreen::MoleculeError&) {
            }
        }
        best = std::min(best, processorSeconds() - start);
    }
    return best;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: reading SMILES-FILE\n";
        return 2;
    }
    RDLog::InitLogs();
    boost::logging::disable_logs("rdApp.*");
    std::vector<std::string> molecules;
    std::ifstream file(argv[1]);
    for (std::string line; std::getline(file, line);) molecules.push_back(line.substr(0, line.find_first_of(" \t")));

    Profile profile;
    constexpr int rounds = 5;
    for (int round = 0; round < rounds; round++) {
        for (const auto& smiles : molecules) {
            try {
                readInSteps(smiles, profile);
            } catch (const RDKit::MolSanitizeException&) {
            } catch (const RDKit::SmilesParseException&) {
            }
        }
    }
    const auto count = static_cast<double>(molecules.size());
    std::printf("| step of RDKit's reading | µs a molecule | share |\n|---|---|---|\n");
    profile.print(rounds * count);
    const molscreen::ReadLimits limits;
    const double theirs = fastest(molecules, [](const auto& smiles) { std::unique_ptr<RWMol>(RDKit::SmilesToMol(smiles)); });
    const double ours = fastest(molecules, [&](const auto& smiles) { molscreen::readSmiles(smiles, limits); });
    std::printf("\n| whole reading, one thread | µs a molecule | ratio |\n|---|---|---|\n");
    std::printf("| SmilesToMol | %.1f | 1.00 |\n| MolScreen | %.1f | %.2f |\n", 1e6 * theirs / count, 1e6 * ours / count, theirs / ours);
    return 0;
}
