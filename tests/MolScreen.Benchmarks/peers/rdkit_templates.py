"""Applies retro templates, compiled beforehand, to molecules with RDKit's RunReactants; prints the seconds its loop took.

Outcomes are sanitized and written as canonical SMILES, as a planner needs them.
"""
import gzip
import sys
import time

from rdkit import Chem, RDLogger
from rdkit.Chem import AllChem

RDLogger.DisableLog("rdApp.*")
templates_path, count, molecules_path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
with gzip.open(templates_path, "rt") as lines:
    smarts = [line.split("\t")[0] for line in lines][1 : count + 1]
reactions = [AllChem.ReactionFromSmarts(text) for text in smarts]
for reaction in reactions:
    reaction.Initialize()
molecules = [line.split()[0] for line in open(molecules_path)]

started = time.perf_counter()
outcomes = 0
for smiles in molecules:
    mol = Chem.MolFromSmiles(smiles)
    for reaction in reactions:
        found = set()
        for products in reaction.RunReactants((mol,), maxProducts=200):
            try:
                for product in products:
                    Chem.SanitizeMol(product)
                found.add(".".join(sorted(Chem.MolToSmiles(product) for product in products)))
            except (Chem.MolSanitizeException, RuntimeError):
                continue
        outcomes += len(found)
seconds = time.perf_counter() - started
assert outcomes > 0, "no template matched"
print(seconds)
