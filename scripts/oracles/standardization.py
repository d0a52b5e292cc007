#!/usr/bin/python3
"""The standardization recipe in python3-rdkit, step by step and without any short cut: the reference of the native one.

Imported by scripts/oracles/regenerate-molecules. Run as a program it reads SMILES, one a line, from a file or standard input and writes one JSON object for each:

    standard        the standard form; null where the molecule cannot be read or described
    changed         bits of the steps that changed it: 1 metals, 2 groups, 4 fragment, 8 charges, 16 tautomer
    charge_parent   what RDKit's own ChargeParent makes of it (Cleanup, FragmentParent, Uncharger), organic fragments preferred, but for
                    sulfoxides, whose double bond is put back

    --tautomer      with the canonical tautomer as last step; without charge_parent
"""
import argparse
import json
import sys

from rdkit import Chem, RDLogger
from rdkit.Chem.MolStandardize import rdMolStandardize

METALS, GROUPS, FRAGMENT, CHARGES, TAUTOMER = 1, 2, 4, 8, 16
MAX_ROUNDS = 8

DISCONNECTOR = rdMolStandardize.MetalDisconnector()
NORMALIZER = rdMolStandardize.Normalizer()
CHOOSER = rdMolStandardize.LargestFragmentChooser(preferOrganic=True)
UNCHARGER = rdMolStandardize.Uncharger()


def tautomer_enumerator():
    parameters = rdMolStandardize.CleanupParameters()
    parameters.maxTautomers = parameters.maxTransforms = 1000
    parameters.tautomerRemoveSp3Stereo = parameters.tautomerRemoveBondStereo = False
    parameters.tautomerRemoveIsotopicHs = parameters.tautomerReassignStereo = False
    return rdMolStandardize.TautomerEnumerator(parameters)


ENUMERATOR = tautomer_enumerator()
PREFERENCES = rdMolStandardize.CleanupParameters()
PREFERENCES.preferOrganic = True


def read_again(mol):
    return Chem.MolFromSmiles(Chem.MolToSmiles(mol))


def charges(mol):
    return [a.GetFormalCharge() for a in mol.GetAtoms()]


def stereo_elements(mol):
    unspecified = Chem.ChiralType.CHI_UNSPECIFIED
    return (sum(a.GetChiralTag() != unspecified for a in mol.GetAtoms())
            + sum(b.GetStereo() > Chem.BondStereo.STEREOANY for b in mol.GetBonds()))


def disconnect(mol):
    try:
        cut = DISCONNECTOR.Disconnect(mol)
    except Chem.MolSanitizeException:
        return None
    return read_again(cut) if cut.GetNumBonds() != mol.GetNumBonds() else None


def join_sulfoxides(mol):
    """Takes back what RDKit's table does to sulfoxides, and what some write: S+ and O-, the sulfur with no other oxygen."""
    mol = Chem.RWMol(mol)
    for match in mol.GetSubstructMatches(Chem.MolFromSmarts("[S+1D3H0](-[O-1D1])([!#8])[!#8]")):
        sulfur, oxygen = match[:2]
        mol.GetBondBetweenAtoms(sulfur, oxygen).SetBondType(Chem.BondType.DOUBLE)
        for atom in (sulfur, oxygen):
            mol.GetAtomWithIdx(atom).SetFormalCharge(0)
    mol.UpdatePropertyCache(False)
    return mol


def normalize(mol):
    normal = join_sulfoxides(NORMALIZER.normalize(mol))
    return read_again(normal) if Chem.MolToSmiles(normal) != Chem.MolToSmiles(mol) else None


def choose(mol):
    return CHOOSER.choose(mol) if len(Chem.GetMolFrags(mol)) > 1 else None


def neutralize(mol):
    neutral = UNCHARGER.uncharge(mol)
    return read_again(neutral) if charges(neutral) != charges(mol) else None


class CanonicalTautomer:
    """Within the limits on numbers, without one on time; a molecule that cannot have it keeps its form for good."""

    def __init__(self):
        self.given_up = False

    def __call__(self, mol):
        if self.given_up:
            return None
        found = ENUMERATOR.Enumerate(mol)
        if found.status != rdMolStandardize.TautomerEnumeratorStatus.Completed:
            self.given_up = True
            return None
        tautomer = ENUMERATOR.PickCanonical(found)
        if Chem.MolToSmiles(tautomer) == Chem.MolToSmiles(mol):
            return None
        again = read_again(tautomer)
        if again is not None and stereo_elements(again) < stereo_elements(mol):
            self.given_up = True
            return None
        return again


def standardize(mol, tautomer=False):
    """The standard form as canonical SMILES, and the steps that changed it; None for what is no molecule."""
    if any(a.GetAtomicNum() == 0 for a in mol.GetAtoms()) or any(b.HasQuery() for b in mol.GetBonds()):
        return None, 0
    steps = [(METALS, disconnect), (GROUPS, normalize), (FRAGMENT, choose), (CHARGES, neutralize)]
    if tautomer:
        steps.append((TAUTOMER, CanonicalTautomer()))
    forms, changed = [], 0
    while len(forms) < MAX_ROUNDS:
        for bit, step in steps:
            made = step(mol)
            if made is not None:
                mol, changed = made, changed | bit
        smiles = Chem.MolToSmiles(mol)
        if forms and smiles == forms[-1]:
            return smiles, changed
        if smiles in forms:
            return min(forms[forms.index(smiles):]), changed
        mol = Chem.MolFromSmiles(smiles)
        if mol is None:
            return None, changed
        forms.append(smiles)
    return forms[-1], changed


def charge_parent(mol):
    try:
        return Chem.MolToSmiles(join_sulfoxides(rdMolStandardize.ChargeParent(mol, PREFERENCES)))
    except (Chem.MolSanitizeException, ValueError, RuntimeError) as e:
        return f"{type(e).__name__}"


def answer(smiles, options):
    mol = Chem.MolFromSmiles(smiles)
    if mol is None:
        return {"standard": None, "changed": 0, "charge_parent": None}
    standard, changed = standardize(mol, options.tautomer)
    return {"standard": standard, "changed": changed, "charge_parent": None if options.tautomer else charge_parent(mol)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tautomer", action="store_true")
    parser.add_argument("file", nargs="?", type=argparse.FileType(), default=sys.stdin)
    options = parser.parse_args()
    RDLogger.DisableLog("rdApp.*")
    for line in options.file:
        print(json.dumps(answer(line.rstrip("\n"), options)))


if __name__ == "__main__":
    main()
