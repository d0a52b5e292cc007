"""SMILES file to predictions with chemprop's default D-MPNN in PyTorch's own operations, one process.

Random weights: only its speed is looked at. Batches of 64, as chemprop's. Prints the seconds its loop took.
"""
import sys
import time

import torch
from chemprop_features import Chem, features
from chemprop_network import Dmpnn, batch

BATCH = 64

torch.set_num_threads(1)
torch.manual_seed(0)
network = Dmpnn().eval()
lines = [line.split()[0] for line in open(sys.argv[1])]
started = time.perf_counter()
predicted, waiting = 0, []
with torch.inference_mode():
    for i, smiles in enumerate(lines):
        mol = Chem.MolFromSmiles(smiles)
        if mol is not None:
            waiting.append(features(mol))
        if len(waiting) == BATCH or (i == len(lines) - 1 and waiting):
            predicted += len(network(*batch(waiting)))
            waiting.clear()
seconds = time.perf_counter() - started
assert predicted > 0.9 * len(lines), f"only {predicted} of {len(lines)} molecules were predicted"
print(seconds)
