// RDKit's canonical tautomer within limits. A molecule that reaches one keeps its form: the best of a part of the tautomers
// would depend on how the molecule was written.
#include <chrono>

#include <GraphMol/MolStandardize/Tautomer.h>
#include <GraphMol/RingInfo.h>

#include "standardize_steps.h"

namespace molscreen {
namespace {

namespace S = RDKit::MolStandardize;
using Clock = std::chrono::steady_clock;

struct TimeIsUp {};

// Asked before each transformation; false ends the enumeration.
class Deadline : public S::TautomerEnumeratorCallback {
public:
    bool operator()(const RDKit::ROMol&, const S::TautomerEnumeratorResult&) override { return Clock::now() < at; }
    Clock::time_point at;
};

struct Tautomers {
    Deadline* deadline = new Deadline;  // the enumerator's
    S::TautomerEnumerator enumerator{parameters()};

    Tautomers() { enumerator.setCallback(deadline); }

    static S::CleanupParameters parameters() {
        S::CleanupParameters parameters;
        parameters.maxTautomers = 1000;
        parameters.maxTransforms = 1000;
        parameters.tautomerRemoveSp3Stereo = false;
        parameters.tautomerRemoveBondStereo = false;
        parameters.tautomerRemoveIsotopicHs = false;
        parameters.tautomerReassignStereo = false;  // as TautomerEnumerator::canonicalize does
        return parameters;
    }
};

std::size_t stereoElements(const RDKit::ROMol& mol) {
    std::size_t count = 0;
    for (const auto* atom : mol.atoms()) count += atom->getChiralTag() != RDKit::Atom::CHI_UNSPECIFIED;
    for (const auto* bond : mol.bonds()) count += bond->getStereo() > RDKit::Bond::STEREOANY;
    return count;
}

// The canonical tautomer; null when a limit was reached, which is noted.
std::unique_ptr<RDKit::ROMol> canonicalTautomer(const RDKit::ROMol& mol, int milliseconds, Standardization& report) {
    thread_local Tautomers tautomers;
    auto& deadline = *tautomers.deadline;
    deadline.at = Clock::now() + std::chrono::milliseconds(milliseconds);
    // Which bonds are double in the Kekulé form that it starts from, and so which tautomers it meets before a limit strikes,
    // follows from the order of rings: RDKit's own.
    RDKit::ROMol start(mol);
    start.getRingInfo()->reset();
    RDKit::MolOps::symmetrizeSSSR(start);
    const auto found = tautomers.enumerator.enumerate(start);
    if (found.status() == S::TautomerEnumeratorStatus::Completed) {
        try {
            return std::unique_ptr<RDKit::ROMol>(tautomers.enumerator.pickCanonical(found, [&](const RDKit::ROMol& tautomer) {
                if (Clock::now() >= deadline.at) throw TimeIsUp{};
                return S::TautomerScoringFunctions::scoreTautomer(tautomer);
            }));
        } catch (const TimeIsUp&) {
            report.notes |= kTautomerTimeLimit;
            return nullptr;
        }
    }
    report.notes |= found.status() == S::TautomerEnumeratorStatus::Canceled ? kTautomerTimeLimit : kTautomerCountLimit;
    return nullptr;
}

}  // namespace

bool canonicalizeTautomer(Standardizing& at) {
    if (at.report.notes & (kTautomerTimeLimit | kTautomerCountLimit | kTautomerStereo)) return false;
    auto tautomer = canonicalTautomer(*at.mol, at.options.tautomer_milliseconds, at.report);
    if (!tautomer) return false;
    const auto before = RDKit::MolToSmiles(*at.mol), after = RDKit::MolToSmiles(*tautomer);
    if (after == before) return false;
    // RDKit clears the stereo of what is no stereo element any more.
    const auto had = stereoElements(*at.mol);
    auto kept = std::make_unique<RDKit::RWMol>(*at.mol);
    if (!at.take(kTautomerStep, [&] { return std::move(tautomer); })) return false;
    if (stereoElements(*at.mol) >= had) return true;
    at.mol = std::move(kept);
    at.report.notes |= kTautomerStereo;
    return false;
}

}  // namespace molscreen
