"""chemprop's default D-MPNN in PyTorch's own operations, and its batches."""
import torch
from torch import nn

HIDDEN, DEPTH = 300, 3


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
