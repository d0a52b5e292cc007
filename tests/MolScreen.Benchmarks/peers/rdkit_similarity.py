"""The 100 nearest of many packed fingerprints with RDKit's BulkTanimotoSimilarity; prints the seconds of all queries.

Arguments: a file of 256-byte fingerprints (bit i is bit i % 8, the lowest first, of byte i / 8), and how many of them, from the
start, are the queries.
"""
import heapq
import sys
import time

from rdkit import DataStructs


def main(path, queries):
    vectors = []
    with open(path, "rb") as file:
        while packed := file.read(256):
            vectors.append(DataStructs.CreateFromFPSText(packed.hex()))
    start = time.perf_counter()
    for query in vectors[:queries]:
        values = DataStructs.BulkTanimotoSimilarity(query, vectors)
        best = heapq.nlargest(100, range(len(values)), key=values.__getitem__)
        assert values[best[0]] == 1
    print(time.perf_counter() - start)


main(sys.argv[1], int(sys.argv[2]))
