"""SMILES file to predictions with chemprop's default D-MPNN in PyTorch's own operations, one process.

Random weights: only its speed is looked at. Batches of 64, as chemprop's. Prints the seconds its loop took.
"""
import sys
import time

import torch
from chemprop_features import Chem, features
from torch import nn

HIDDEN, DEPTH, BATCH = 300, 3, 64


class Dmpnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.W_i = nn.Linear(72 + 14, HIDDEN, bias=False)
        self.W_h = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.W_o = nn.Linear(72 + HIDDEN, HIDDEN)
        self.ffn = nn.Sequential(nn.Linear(HIDDEN, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 1))

    def forward(self, V, E, source, target, reverse, molecule, molecules):
        H_0 = self.W_i(torch.cat([V[source], E], dim=1))
        H = torch.relu(H_0)
        for _ in range(1, DEPTH):
            M = torch.zeros(len(V), HIDDEN).index_add_(0, target, H)[source] - H[reverse]
            H = torch.relu(H_0 + self.W_h(M))
        M = torch.zeros(len(V), HIDDEN).index_add_(0, target, H)
        H_v = torch.relu(self.W_o(torch.cat([V, M], dim=1)))
        return self.ffn(torch.zeros(molecules, HIDDEN).index_add_(0, molecule, H_v) / 100)


def batch(graphs):
    V, E, source, target, reverse, molecule = [], [], [], [], [], []
    atoms = edges = 0
    for i, (atom_rows, bond_rows, ends, reversed_) in enumerate(graphs):
        V.append(torch.from_numpy(atom_rows))
        E.append(torch.from_numpy(bond_rows).float())
        source.append(torch.from_numpy(ends[0]).long() + atoms)
        target.append(torch.from_numpy(ends[1]).long() + atoms)
        reverse.append(torch.from_numpy(reversed_) + edges)
        molecule.append(torch.full((len(atom_rows),), i, dtype=torch.long))
        atoms += len(atom_rows)
        edges += len(bond_rows)
    return *(torch.cat(part) for part in (V, E, source, target, reverse, molecule)), len(graphs)


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
