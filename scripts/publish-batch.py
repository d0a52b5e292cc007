#!/usr/bin/env python3
"""Publishes a batch of molecules to MolScreen over RabbitMQ, as any pipeline can, and waits for what comes of it.

    scripts/publish-batch.py molecules.smi --batch nightly-17 --models bace,esol --url amqp://guest:guest@127.0.0.1:5672/

The molecules are lines of SMILES and, after white space, an identifier; - is standard input. The result is written to
standard output as JSON. Needs pika (Debian: python3-pika). contracts/README.md describes both messages.
"""
import argparse
import json
import sys

import pika

MOLECULES = "molscreen.molecules"
RESULTS = "molscreen.results"


def read(path):
    with sys.stdin if path == "-" else open(path, encoding="utf-8") as lines:
        for line in lines:
            smiles, _, name = line.strip().partition("\t" if "\t" in line else " ")
            if smiles:
                yield {"id": name.strip(), "smiles": smiles}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("molecules", help="file of SMILES, or - for standard input")
    parser.add_argument("--batch", required=True, help="a name for the batch; the same name again is the same job")
    parser.add_argument("--models", help="models, comma-separated, each over its whole range")
    parser.add_argument("--job", help="instead of --models: a file with a job as JSON (the keys of a job file)")
    parser.add_argument("--url", default="amqp://guest:guest@127.0.0.1:5672/")
    parser.add_argument("--timeout", type=float, default=600, help="seconds to wait for the result; 0 does not wait")
    return parser.parse_args()


def main():
    asked = arguments()
    batch = {"schema": 1, "batch": asked.batch, "molecules": list(read(asked.molecules))}
    if asked.job:
        with open(asked.job, encoding="utf-8") as job:
            batch["job"] = json.load(job)
    else:
        batch["models"] = (asked.models or "").split(",")

    connection = pika.BlockingConnection(pika.URLParameters(asked.url))
    channel = connection.channel()
    channel.confirm_delivery()
    channel.exchange_declare(MOLECULES, exchange_type="fanout", durable=True)
    channel.exchange_declare(RESULTS, exchange_type="fanout", durable=True)
    # A queue of one's own, bound before publishing, so that the result cannot be missed.
    mine = channel.queue_declare("", exclusive=True).method.queue
    channel.queue_bind(mine, RESULTS)

    channel.basic_publish(
        MOLECULES,
        routing_key="",
        body=json.dumps(batch).encode(),
        properties=pika.BasicProperties(content_type="application/json", delivery_mode=2),
        mandatory=True,  # refused, instead of lost, where no gateway has ever been started
    )
    if asked.timeout == 0:
        return 0

    for _, _, body in channel.consume(mine, auto_ack=True, inactivity_timeout=asked.timeout):
        if body is None:
            print(f"no result for {asked.batch} within {asked.timeout:g} s", file=sys.stderr)
            return 1
        result = json.loads(body)
        if result["batch"] == asked.batch:
            json.dump(result, sys.stdout, indent=1)
            print()
            return 0 if result["state"] == "completed" else 1


if __name__ == "__main__":
    sys.exit(main())
