"""The forward pass of chemprop's default D-MPNN in PyTorch's own operations, one thread.

Features are computed and batches of 64, as chemprop's, put together before. Random weights: only its speed is looked at.
Argument: SMILES file. Prints the seconds its loop took.
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
molecules = [mol for mol in map(Chem.MolFromSmiles, lines) if mol is not None]
assert len(molecules) > 0.9 * len(lines), f"only {len(molecules)} of {len(lines)} molecules were read"
graphs = [features(mol) for mol in molecules]
batches = [batch(graphs[first:first + BATCH]) for first in range(0, len(graphs), BATCH)]
with torch.inference_mode():
    started = time.perf_counter()
    predicted = sum(len(network(*one)) for one in batches)
    seconds = time.perf_counter() - started
assert predicted == len(graphs)
print(seconds * len(lines) / len(graphs))
