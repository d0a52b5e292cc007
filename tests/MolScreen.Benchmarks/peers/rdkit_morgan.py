"""SMILES to Morgan fingerprints (radius 2, 2048 bits) with RDKit's Python package; prints the seconds of the loop."""
import sys
import time

from rdkit import Chem, RDLogger
from rdkit.Chem import rdMolDescriptors

RDLogger.DisableLog("rdApp.*")


def main(path):
    with open(path) as lines:
        smiles = [line.split()[0] for line in lines]
    start = time.perf_counter()
    done = 0
    for text in smiles:
        mol = Chem.MolFromSmiles(text)
        if mol is not None:
            rdMolDescriptors.GetMorganFingerprintAsBitVect(mol, 2, 2048)
            done += 1
    seconds = time.perf_counter() - start
    assert done > len(smiles) * 0.9
    print(seconds)


main(sys.argv[1])
