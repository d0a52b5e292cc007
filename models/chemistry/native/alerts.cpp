#include "alerts.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <unordered_map>

#include <GraphMol/FilterCatalog/FilterCatalog.h>

#include "molecule.h"

namespace molscreen {
namespace {

using RDKit::FilterCatalogEntry;
using RDKit::FilterCatalogParams;

constexpr FilterCatalogParams::FilterCatalogs kCatalogs[kAlertCatalogCount] = {
    FilterCatalogParams::PAINS_A, FilterCatalogParams::PAINS_B, FilterCatalogParams::PAINS_C,
    FilterCatalogParams::BRENK,   FilterCatalogParams::NIH,     FilterCatalogParams::ZINC,
};

// An entry gives away its matcher only where it has matched. An explicit instantiation may name a private member, and the
// compiler checks that it is there.
template <class Tag, typename Tag::Member member>
struct Opened {
    friend typename Tag::Member memberOf(Tag) { return member; }
};
struct EntryMatcher {
    using Member = boost::shared_ptr<RDKit::FilterMatcherBase> FilterCatalogEntry::*;
    friend Member memberOf(EntryMatcher);
};
template struct Opened<EntryMatcher, &FilterCatalogEntry::d_matcher>;

std::string property(const FilterCatalogEntry& entry, const char* name) {
    std::string value;
    entry.getPropIfPresent(name, value);
    return value;
}

Alert compile(const FilterCatalogEntry& entry) {
    const auto* matcher = dynamic_cast<const RDKit::SmartsMatcher*>((entry.*memberOf(EntryMatcher())).get());
    if (matcher == nullptr || matcher->getMaxCount() != UINT_MAX) {
        throw std::logic_error("not a SMARTS with a least count: " + entry.getDescription());
    }
    const auto keep = matcher->getPattern();
    const std::shared_ptr<const RDKit::ROMol> query(keep.get(), [keep](const RDKit::ROMol*) {});
    return {entry.getDescription(), property(entry, "Reference"), property(entry, "Scope"),
            query, std::max(1u, matcher->getMinCount()), Pattern(query), {}};
}

AlertCatalog compile(FilterCatalogParams::FilterCatalogs which) {
    const RDKit::FilterCatalog source(which);
    AlertCatalog catalog;
    std::unordered_map<AtomKinds, std::size_t> places;
    for (unsigned int i = 0; i < source.getNumEntries(); i++) {
        auto alert = compile(*source.getEntryWithIdx(i));
        for (const auto& kinds : alert.pattern.kinds()) {
            const auto [place, added] = places.emplace(kinds, catalog.kinds.size());
            if (added) catalog.kinds.push_back(kinds);
            alert.needs.push_back(place->second);
        }
        std::sort(alert.needs.begin(), alert.needs.end());
        alert.needs.erase(std::unique(alert.needs.begin(), alert.needs.end()), alert.needs.end());
        catalog.alerts.push_back(std::move(alert));
    }
    return catalog;
}

// RDKit locks a recursive query while it matches it, so each thread has copies of those it needed.
const RDKit::ROMol& ownQuery(std::int32_t catalog, std::size_t place) {
    const auto& alert = alertCatalog(catalog).alerts[place];
    if (!alert.pattern.isRecursive()) return *alert.query;
    thread_local std::unordered_map<std::int32_t, std::unique_ptr<const RDKit::ROMol>> own;
    auto& query = own[alertNumber(catalog, place)];
    if (!query) query = std::make_unique<const RDKit::ROMol>(*alert.query);
    return *query;
}

class AlertsPart : public Part {
public:
    explicit AlertsPart(std::int32_t catalogs) : catalogs_(catalogs) {}

    // The atoms of a molecule may stand in another order than in its SMILES, which is what is reported.
    void compute(const Accepted& molecule) override {
        constexpr auto most = std::numeric_limits<std::int32_t>::max();
        constexpr ReadLimits unlimited{most, most};  // it was within the limits as given
        found_ = {};
        const auto& reported = molecule.smiles.empty() ? molecule.written : molecule.smiles;
        if (reported.empty()) {
            found_.add(molecule.mol, catalogs_);
        } else {
            found_.add(*readSmiles(reported, unlimited), catalogs_);
        }
    }
    void keep() override {
        const auto append = [](auto& column, const auto& values) { column.insert(column.end(), values.begin(), values.end()); };
        append(columns_.counts, found_.counts);
        append(columns_.numbers, found_.numbers);
        append(columns_.matches, found_.matches);
        append(columns_.atoms, found_.atoms);
    }
    void publish(Columns& columns) const override {
        columns.set(Column::AlertCounts, columns_.counts);
        columns.set(Column::AlertNumbers, columns_.numbers);
        columns.set(Column::AlertMatches, columns_.matches);
        columns.set(Column::AlertAtoms, columns_.atoms);
    }

private:
    std::int32_t catalogs_;
    AlertColumns found_, columns_;
};

}  // namespace

const AlertCatalog& alertCatalog(std::int32_t catalog) {
    struct Slot {
        std::once_flag once;
        AlertCatalog catalog;
    };
    static Slot slots[kAlertCatalogCount];
    if (catalog < 0 || catalog >= kAlertCatalogCount) throw InvalidArgument("no such alert catalog");
    auto& slot = slots[catalog];
    std::call_once(slot.once, [&] { slot.catalog = compile(kCatalogs[catalog]); });
    return slot.catalog;
}

void AlertColumns::add(const RDKit::ROMol& mol, std::int32_t catalogs) {
    const Contents contents(mol);
    const auto before = numbers.size();
    std::vector<bool> has;
    for (std::int32_t c = 0; c < kAlertCatalogCount; c++) {
        if ((catalogs >> c & 1) == 0) continue;
        const auto& catalog = alertCatalog(c);
        has.clear();
        for (const auto& kinds : catalog.kinds) has.push_back((kinds & contents.kinds).any());
        for (std::size_t place = 0; place < catalog.alerts.size(); place++) {
            const auto& alert = catalog.alerts[place];
            if (alert.pattern.needsTripleBond() && !contents.triple_bond) continue;
            if (!std::all_of(alert.needs.begin(), alert.needs.end(), [&](std::size_t kinds) { return has[kinds]; })) continue;
            if (!alert.pattern.mayBeFoundIn(contents)) continue;
            const auto found = RDKit::SubstructMatch(mol, ownQuery(c, place));
            if (found.size() < alert.least) continue;
            numbers.push_back(alertNumber(c, place));
            matches.push_back(static_cast<std::int32_t>(found.size()));
            for (const auto& match : found) {
                for (const auto& [query_atom, atom] : match) atoms.push_back(static_cast<std::uint16_t>(atom));
            }
        }
    }
    counts.push_back(static_cast<std::int32_t>(numbers.size() - before));
}

std::unique_ptr<Part> alertsPart(const MoleculeOptions& options) { return std::make_unique<AlertsPart>(options.alert_catalogs); }

}  // namespace molscreen
