"""A stock as a Python set of canonical SMILES, as planners written in Python keep it; prints the seconds of its loop.

Arguments: "load" and a file of SMILES: reads it and answers once. "find", the file, and a file of SMILES to look up: only the
lookups are timed.
"""
import sys
import time

mode, path = sys.argv[1:3]
start = time.perf_counter()
with open(path) as lines:
    stock = {line.rstrip("\n") for line in lines}
if mode == "find":
    with open(sys.argv[3]) as lines:
        queries = [line.rstrip("\n") for line in lines]
    start = time.perf_counter()
    found = sum(query in stock for query in queries)
else:
    found = "CCO" in stock
seconds = time.perf_counter() - start
assert mode == "load" or found > 0, "nothing was found"
print(seconds)
