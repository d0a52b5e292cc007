// How the descriptors are put together: groups that are computed together, and what several of them need of a molecule.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "properties.h"
#include "rdkit.h"

namespace molscreen {

// Labute's approximate surface area: J. Mol. Graph. Model. 18 (2000) 464.
struct Surface {
    std::vector<double> atoms;  // Å² of each
    double hydrogens = 0;       // of all that are not atoms of the graph
};

// A molecule on which descriptors are computed; everything here is computed when it is first asked for.
class Described {
public:
    explicit Described(const RDKit::ROMol& molecule) : mol(molecule) {}

    const RDKit::ROMol& mol;

    const std::array<double, kPropertyCount>& properties();
    // Of the molecule with all its hydrogens.
    const Crippen& crippen();
    // Of the atoms of the graph alone.
    const CrippenContributions& contributions();
    // Gasteiger's partial charges; NaN around an atom whose element has no parameters.
    const std::vector<double>& charges();
    bool hasAllCharges();
    const Surface& surface();
    // Electrotopological state of each atom: Hall, Mohney, Kier, JCICS 31 (1991) 76.
    const std::vector<double>& estates();

private:
    std::optional<std::array<double, kPropertyCount>> properties_;
    std::optional<Crippen> crippen_;
    std::optional<CrippenContributions> contributions_;
    std::optional<std::vector<double>> charges_, estates_;
    std::optional<Surface> surface_;
    bool has_all_charges_ = true;
};

struct DescriptorGroup {
    std::vector<std::string> names;
    // Writes one value a name; whatever it throws makes all of them NaN.
    void (*compute)(Described& molecule, double* values);
};
using DescriptorGroups = std::vector<DescriptorGroup>;

// RDKit's modules, in its order.
DescriptorGroups generalDescriptors();  // Descriptors
DescriptorGroups graphDescriptors();    // GraphDescriptors
DescriptorGroups surfaceDescriptors();  // MolSurf and EState_VSA
DescriptorGroups countDescriptors();    // Lipinski, Crippen and Fragments

// Smallest, largest of the values, of their absolute values.
void writeExtremes(const std::vector<double>& values, double* max_min_maxabs_minabs);

// Bonchev and Trinajstić's information content and Bertz's complexity need the entropy of a distribution, in bits.
double entropy(const std::vector<double>& counts);

double balabanJ(const RDKit::ROMol& mol);
double bertzComplexity(const RDKit::ROMol& mol);
double informationContent(const RDKit::ROMol& mol);

}  // namespace molscreen
