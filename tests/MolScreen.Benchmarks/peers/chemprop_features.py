"""chemprop-v2 features of a molecule with RDKit's Python package."""
import numpy as np
from rdkit import Chem, RDLogger

RDLogger.DisableLog("rdApp.*")

ATOMIC = {n: i for i, n in enumerate(list(range(1, 37)) + [53])}
DEGREE = {n: i for i, n in enumerate(range(6))}
CHARGE = {n: i for i, n in enumerate((-1, -2, 1, 2, 0))}
CHIRAL = {n: i for i, n in enumerate(range(4))}
HYDROGENS = {n: i for i, n in enumerate(range(5))}
H = Chem.HybridizationType if hasattr(Chem, "HybridizationType") else Chem.rdchem.HybridizationType
HYBRID = {h: i for i, h in enumerate((H.S, H.SP, H.SP2, H.SP2D, H.SP3, H.SP3D, H.SP3D2))}
B = Chem.rdchem.BondType
BOND = {b: i for i, b in enumerate((B.SINGLE, B.DOUBLE, B.TRIPLE, B.AROMATIC))}


def atom_row(atom):
    row = np.zeros(72)
    start = 0
    for table, value in (
        (ATOMIC, atom.GetAtomicNum()),
        (DEGREE, atom.GetTotalDegree()),
        (CHARGE, atom.GetFormalCharge()),
        (CHIRAL, int(atom.GetChiralTag())),
        (HYDROGENS, int(atom.GetTotalNumHs())),
        (HYBRID, atom.GetHybridization()),
    ):
        row[start + table.get(value, len(table))] = 1
        start += len(table) + 1
    row[start] = atom.GetIsAromatic()
    row[start + 1] = 0.01 * atom.GetMass()
    return row


def bond_row(bond):
    row = np.zeros(14)
    kind = BOND.get(bond.GetBondType())
    if kind is not None:
        row[1 + kind] = 1
    row[5] = bond.GetIsConjugated()
    row[6] = bond.IsInRing()
    row[7 + min(int(bond.GetStereo()), 6)] = 1
    return row


def features(mol):
    atoms = np.array([atom_row(a) for a in mol.GetAtoms()], dtype=np.single)
    bonds = np.empty((2 * mol.GetNumBonds(), 14))
    edges = [[], []]
    for i, bond in enumerate(mol.GetBonds()):
        bonds[2 * i : 2 * i + 2] = bond_row(bond)
        a, b = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
        edges[0].extend((a, b))
        edges[1].extend((b, a))
    return atoms, bonds, np.array(edges), np.arange(len(bonds)).reshape(-1, 2)[:, ::-1].ravel()
