// Names of the salt formers, counter-ions and solvents that pharmaceutical substances come with. The table is this
// project's own, after the usual names in P. H. Stahl and C. G. Wermuth, Handbook of Pharmaceutical Salts (2002), and
// the solvents of ICH guideline Q3C.
#include <unordered_map>

#include <GraphMol/MolStandardize/Charge.h>

#include "standardize_steps.h"

namespace molscreen {
namespace {

struct Entry {
    const char* smiles;
    const char* name;
};

constexpr Entry kEntries[] = {
    // Ions, and elements that stand for them.
    {"[Li+]", "lithium"}, {"[Na+]", "sodium"}, {"[K+]", "potassium"}, {"[Rb+]", "rubidium"}, {"[Cs+]", "cesium"},
    {"[Mg+2]", "magnesium"}, {"[Ca+2]", "calcium"}, {"[Sr+2]", "strontium"}, {"[Ba+2]", "barium"}, {"[Al+3]", "aluminium"},
    {"[Zn+2]", "zinc"}, {"[Fe+2]", "iron(II)"}, {"[Fe+3]", "iron(III)"}, {"[Cu+]", "copper(I)"}, {"[Cu+2]", "copper(II)"},
    {"[Mn+2]", "manganese(II)"}, {"[Co+2]", "cobalt(II)"}, {"[Co+3]", "cobalt(III)"}, {"[Ni+2]", "nickel(II)"},
    {"[Ag+]", "silver"}, {"[Au+]", "gold(I)"}, {"[Au+3]", "gold(III)"}, {"[Pt+2]", "platinum(II)"}, {"[Pt+4]", "platinum(IV)"},
    {"[Hg+2]", "mercury(II)"}, {"[Hg+]", "mercury(I)"}, {"[Pb+2]", "lead(II)"}, {"[Bi+3]", "bismuth(III)"},
    {"[Gd+3]", "gadolinium(III)"}, {"[Sb+3]", "antimony(III)"}, {"[Sn+2]", "tin(II)"}, {"[Sn+4]", "tin(IV)"},
    {"[Ti+4]", "titanium(IV)"}, {"[Cr+3]", "chromium(III)"}, {"[Ru+3]", "ruthenium(III)"}, {"[Pd+2]", "palladium(II)"},
    {"[Li]", "lithium"}, {"[Na]", "sodium"}, {"[K]", "potassium"}, {"[Mg]", "magnesium"}, {"[Ca]", "calcium"}, {"[Zn]", "zinc"},
    {"[H+]", "proton"}, {"[NH4+]", "ammonium"}, {"N", "ammonia"}, {"[OH-]", "hydroxide"}, {"[F-]", "fluoride"},
    {"[Cl-]", "chloride"}, {"[Br-]", "bromide"}, {"[I-]", "iodide"}, {"F", "hydrofluoride"}, {"Cl", "hydrochloride"},
    {"Br", "hydrobromide"}, {"I", "hydroiodide"}, {"F[B-](F)(F)F", "tetrafluoroborate"},
    {"F[P-](F)(F)(F)(F)F", "hexafluorophosphate"}, {"[O-][Cl+3]([O-])([O-])[O-]", "perchlorate"},
    {"O[Cl+3]([O-])([O-])[O-]", "perchloric acid"}, {"[N-]=[N+]=[N-]", "azide"},
    // Inorganic acids and their ions.
    {"OS(=O)(=O)O", "sulfate"}, {"OP(=O)(O)O", "phosphate"}, {"O[N+](=O)[O-]", "nitrate"}, {"OC(=O)O", "carbonate"},
    {"SC#N", "thiocyanate"}, {"N=C=S", "thiocyanate"}, {"OB(O)O", "borate"}, {"OS(=O)O", "sulfite"}, {"NS(=O)(=O)O", "sulfamate"},
    {"OP(=O)(O)OP(=O)(O)O", "diphosphate"},
    // Sulfonic acids.
    {"CS(=O)(=O)O", "mesylate"}, {"CCS(=O)(=O)O", "esylate"}, {"OCCS(=O)(=O)O", "isethionate"},
    {"OS(=O)(=O)CCS(=O)(=O)O", "edisylate"}, {"OS(=O)(=O)c1ccccc1", "besylate"}, {"Cc1ccc(cc1)S(=O)(=O)O", "tosylate"},
    {"OS(=O)(=O)c1ccc(Cl)cc1", "closylate"}, {"OS(=O)(=O)c1cccc2ccccc12", "napsylate"}, {"OS(=O)(=O)c1ccc2ccccc2c1", "napsylate"},
    {"OS(=O)(=O)c1cccc2c(cccc12)S(=O)(=O)O", "napadisylate"}, {"CC1(C)C2CCC1(CS(=O)(=O)O)C(=O)C2", "camsylate"},
    {"OS(=O)(=O)C(F)(F)F", "triflate"}, {"COS(=O)(=O)O", "methyl sulfate"}, {"CCOS(=O)(=O)O", "ethyl sulfate"},
    {"CCCCCCCCCCCCOS(=O)(=O)O", "dodecyl sulfate"}, {"OS(=O)(=O)NC1CCCCC1", "cyclamate"},
    // Carboxylic acids.
    {"OC=O", "formate"}, {"CC(=O)O", "acetate"}, {"OC(=O)C(F)(F)F", "trifluoroacetate"}, {"OC(=O)CO", "glycolate"},
    {"CCC(=O)O", "propionate"}, {"CC(O)C(=O)O", "lactate"}, {"OC(=O)C(=O)O", "oxalate"}, {"OC(=O)CC(=O)O", "malonate"},
    {"OC(=O)CCC(=O)O", "succinate"}, {"OC(=O)CCCC(=O)O", "glutarate"}, {"OC(=O)CCCCC(=O)O", "adipate"},
    {"OC(=O)/C=C\\C(=O)O", "maleate"}, {"OC(=O)/C=C/C(=O)O", "fumarate"}, {"OC(=O)C=CC(=O)O", "maleate or fumarate"},
    {"OC(=O)C(O)CC(=O)O", "malate"}, {"OC(=O)C(O)C(O)C(=O)O", "tartrate"}, {"OC(=O)CC(O)(C(=O)O)CC(=O)O", "citrate"},
    {"OC(=O)c1ccccc1", "benzoate"}, {"OC(=O)c1ccccc1O", "salicylate"}, {"OC(=O)C(O)c1ccccc1", "mandelate"},
    {"OC(=O)c1cc2ccccc2cc1O", "xinafoate"}, {"OC(=O)c1cc2ccccc2c(Cc2c(O)c(cc3ccccc23)C(=O)O)c1O", "pamoate"},
    {"OC(=O)c1c(O)ccc2ccccc12", "hydroxynaphthoate"}, {"OCC(O)C(O)C(O)C(O)C(=O)O", "gluconate"},
    {"OC(=O)CNC(=O)c1ccccc1", "hippurate"}, {"OC(=O)c1cccnc1", "nicotinate"}, {"OC(=O)c1cc(=O)[nH]c(=O)[nH]1", "orotate"},
    {"OC(=O)CCC(N)C(=O)O", "glutamate"}, {"OC(=O)CC(N)C(=O)O", "aspartate"}, {"OC(=O)CCCCCCCCCCCCCCCCC", "stearate"},
    {"CCCCCCCCCCCCCCCC(=O)O", "palmitate"}, {"CC(C)(C)C(=O)O", "pivalate"}, {"OC(=O)CCCCCCCCC(=O)O", "sebacate"},
    {"Oc1c(cc(cc1[N+](=O)[O-])[N+](=O)[O-])[N+](=O)[O-]", "picrate"},
    {"Cn1c(=O)c2nc(Cl)[nH]c2n(C)c1=O", "teoclate"}, {"O=C1NS(=O)(=O)c2ccccc12", "saccharinate"},
    // Bases.
    {"NCCO", "ethanolamine"}, {"OCCNCCO", "diethanolamine"}, {"OCCN(CCO)CCO", "trolamine"}, {"NC(CO)(CO)CO", "tromethamine"},
    {"CNCC(O)C(O)C(O)C(O)CO", "meglumine"}, {"NCCN", "ethylenediamine"}, {"CCNCC", "diethylamine"}, {"CCN(CC)CC", "triethylamine"},
    {"C1CNCCN1", "piperazine"}, {"NCCCCC(N)C(=O)O", "lysine"}, {"NC(=N)NCCCC(N)C(=O)O", "arginine"},
    {"C[N+](C)(C)CCO", "choline"}, {"C(CNCc1ccccc1)NCc1ccccc1", "benzathine"}, {"CC(C)(C)N", "erbumine"},
    {"C1CCC(CC1)NC1CCCCC1", "dicyclohexylamine"}, {"CN", "methylamine"}, {"CNC", "dimethylamine"}, {"C1COCCN1", "morpholine"},
    // Water and solvents.
    {"O", "water"}, {"[OH3+]", "hydronium"}, {"OO", "hydrogen peroxide"}, {"CO", "methanol"}, {"CCO", "ethanol"}, {"CCCO", "1-propanol"},
    {"CC(C)O", "2-propanol"}, {"CCCCO", "1-butanol"}, {"CC(C)(C)O", "tert-butanol"}, {"OCCO", "ethylene glycol"},
    {"CC(O)CO", "propylene glycol"}, {"OCC(O)CO", "glycerol"}, {"CC(C)=O", "acetone"}, {"CCC(C)=O", "2-butanone"}, {"CC#N", "acetonitrile"},
    {"CS(C)=O", "dimethyl sulfoxide"}, {"C[S+](C)[O-]", "dimethyl sulfoxide"}, {"CN(C)C=O", "dimethylformamide"},
    {"CC(=O)N(C)C", "dimethylacetamide"}, {"CN1CCCC1=O", "N-methylpyrrolidone"}, {"NC=O", "formamide"}, {"NC(N)=O", "urea"},
    {"CCOC(C)=O", "ethyl acetate"}, {"COC(C)=O", "methyl acetate"}, {"CC(C)OC(C)=O", "isopropyl acetate"}, {"CCOCC", "diethyl ether"},
    {"COC(C)(C)C", "tert-butyl methyl ether"}, {"CC(C)OC(C)C", "diisopropyl ether"}, {"C1CCOC1", "tetrahydrofuran"},
    {"C1COCCO1", "1,4-dioxane"}, {"COCCOC", "dimethoxyethane"}, {"ClCCl", "dichloromethane"}, {"ClC(Cl)Cl", "chloroform"},
    {"ClCCCl", "1,2-dichloroethane"}, {"ClC(Cl)(Cl)Cl", "carbon tetrachloride"}, {"c1ccccc1", "benzene"}, {"Cc1ccccc1", "toluene"},
    {"Cc1ccccc1C", "xylene"}, {"Cc1cccc(C)c1", "xylene"}, {"Cc1ccc(C)cc1", "xylene"}, {"Clc1ccccc1", "chlorobenzene"},
    {"CCCCC", "pentane"}, {"CCCCCC", "hexane"}, {"CCCCCCC", "heptane"}, {"C1CCCCC1", "cyclohexane"}, {"c1ccncc1", "pyridine"},
    {"C[N+](=O)[O-]", "nitromethane"},
};

// The name that the table knows a fragment by, by its canonical SMILES.
class Names {
public:
    Names() {
        for (const auto& [smiles, name] : kEntries) {
            const std::unique_ptr<RDKit::RWMol> mol(RDKit::SmilesToMol(smiles));
            if (!mol) throw std::logic_error(std::string("not a SMILES: ") + smiles);
            names_.emplace(RDKit::MolToSmiles(*mol), name);
        }
    }
    const char* find(const std::string& smiles) const {
        const auto found = names_.find(smiles);
        return found == names_.end() ? nullptr : found->second;
    }

private:
    std::unordered_map<std::string, const char*> names_;
};

}  // namespace

std::string fragmentName(const RDKit::ROMol& fragment) {
    static const Names names;
    thread_local RDKit::MolStandardize::Uncharger uncharger;
    const std::unique_ptr<RDKit::ROMol> neutral(uncharger.uncharge(fragment));
    // As it is; neutral, for the ions of acids and bases; without stereo, for tartrate.
    for (const auto& smiles : {RDKit::MolToSmiles(fragment), RDKit::MolToSmiles(*neutral), RDKit::MolToSmiles(*neutral, false)}) {
        if (const auto* name = names.find(smiles)) return name;
    }
    return {};
}

}  // namespace molscreen
