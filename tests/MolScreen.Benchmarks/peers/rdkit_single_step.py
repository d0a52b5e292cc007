"""Applies to each product its own templates, compiled beforehand, with RDKit's RunReactants; prints the seconds its loop took.

Lines of the file: product, tab, numbers of its templates (data rows of the template file, from 0) separated by blanks. Outcomes are
sanitized and written as canonical SMILES, as a planner needs them.
"""
import gzip
import sys
import time

from rdkit import Chem, RDLogger
from rdkit.Chem import AllChem

RDLogger.DisableLog("rdApp.*")
templates_path, calls_path = sys.argv[1:]
with gzip.open(templates_path, "rt") as lines:
    smarts = [line.split("\t")[0] for line in lines][1:]
calls = [(line.split("\t")[0], [int(cell) for cell in line.split("\t")[1].split()]) for line in open(calls_path)]
compiled = {}
for _, numbers in calls:
    for number in numbers:
        if number not in compiled:
            compiled[number] = AllChem.ReactionFromSmarts(smarts[number])
            compiled[number].Initialize()

started = time.perf_counter()
outcomes = 0
for smiles, numbers in calls:
    mol = Chem.MolFromSmiles(smiles)
    for number in numbers:
        found = set()
        for products in compiled[number].RunReactants((mol,), maxProducts=200):
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
