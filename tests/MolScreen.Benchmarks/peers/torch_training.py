"""One epoch of training chemprop's default D-MPNN in PyTorch's own operations, one process.

Features are computed before; batches of 64 are put together in the loop, as chemprop's loader does. The label is the number of atoms.
Arguments: SMILES file, threads. Prints the seconds its loop took.
"""
import sys
import time

import torch
from chemprop_features import Chem, features
from chemprop_network import Dmpnn, batch

BATCH = 64

torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(0)
molecules = [Chem.MolFromSmiles(line.split()[0]) for line in open(sys.argv[1])]
graphs = [features(mol) for mol in molecules if mol is not None]
assert len(graphs) > 0.9 * len(molecules), f"only {len(graphs)} of {len(molecules)} molecules were read"
labels = torch.tensor([[len(atoms) / 20.0] for atoms, *_ in graphs])
order = torch.randperm(len(graphs))
network = Dmpnn().train()
optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
started = time.perf_counter()
for rows in order.split(BATCH):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(network(*batch([graphs[i] for i in rows])), labels[rows])
    loss.backward()
    optimizer.step()
print(time.perf_counter() - started)
