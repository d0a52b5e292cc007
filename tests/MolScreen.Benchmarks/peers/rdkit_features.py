"""chemprop-v2 features of every SMILES in a file; prints the seconds its loop took."""
import sys
import time

from chemprop_features import Chem, features

lines = [line.split()[0] for line in open(sys.argv[1])]
started = time.perf_counter()
done = 0
for smiles in lines:
    mol = Chem.MolFromSmiles(smiles)
    if mol is not None:
        features(mol)
        done += 1
seconds = time.perf_counter() - started
assert done > 0.9 * len(lines), f"only {done} of {len(lines)} molecules were read"
print(seconds)
