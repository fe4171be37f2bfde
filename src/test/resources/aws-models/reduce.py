"""Reduces botocore's service models to the operations that the console can send.

    python3 reduce.py OPERATIONS OUT.json.gz

OPERATIONS has a line an operation: the SDK's service id in lower case without blanks, a blank, the operation as AWS spells it
(AwsModelsTest writes that file when the reduced copy lacks an operation). What is kept of each operation: its input and output
with every shape below them, without documentation, and the errors that it lists, each by the code that AWS answers with. The same
botocore and the same operations give the same bytes. botocore's licence, which is that of the models too, lies beside.
"""
import gzip
import json
import sys

import botocore
from botocore.loaders import Loader

KEPT = ("type", "required", "min", "max", "pattern", "enum", "union", "document", "eventstream", "streaming")
OF_MEMBERS = ("shape", "location", "locationName", "streaming", "idempotencyToken")
# Operations that the SDK has in the package of another service.
BESIDE = {"dynamodb": ["dynamodbstreams"]}


def models():
    """Every newest model, by the name that the SDK's package has."""
    loader = Loader()
    found = {}
    for name in loader.list_available_services("service-2"):
        model = loader.load_service_model(name, "service-2")
        found[model["metadata"]["serviceId"].lower().replace(" ", "")] = model
    return found


def members_of(shape):
    yield from shape.get("members", {}).values()
    yield from (shape[part] for part in ("member", "key", "value") if part in shape)


def reduced(shape):
    kept = {k: shape[k] for k in KEPT if k in shape}
    if "members" in shape:
        kept["members"] = {n: {k: m[k] for k in OF_MEMBERS if k in m} for n, m in shape["members"].items()}
    for part in ("member", "key", "value"):
        if part in shape:
            kept[part] = shape[part]["shape"]
    return kept


def errors(model, operation):
    """Codes, each with the name of its shape: services that once spoke the query protocol have both."""
    found = {}
    for error in operation.get("errors", []):
        name = error["shape"]
        found[model["shapes"][name].get("error", {}).get("code", name)] = name
    return found


def reduce(model, wanted):
    service = {k: model["metadata"][k] for k in ("serviceId", "apiVersion", "protocol")}
    operations, shapes, open_ = {}, {}, []
    for name in wanted:
        operation = model["operations"][name]
        kept = {k: operation[k]["shape"] for k in ("input", "output") if k in operation}
        open_ += kept.values()
        operations[name] = kept | {"errors": errors(model, operation)}
    while open_:
        name = open_.pop()
        if name not in shapes:
            shapes[name] = reduced(model["shapes"][name])
            open_ += [m["shape"] for m in members_of(model["shapes"][name])]
    return service | {"operations": operations, "shapes": shapes}


def main(operations, out):
    wanted = {}
    with open(operations, encoding="utf-8") as lines:
        for line in lines:
            service, name = line.split()
            wanted.setdefault(service, []).append(name)
    every = models()
    services, unknown = {}, []
    for service, names in wanted.items():
        for source in [service] + BESIDE.get(service, []):
            there = [n for n in names if n in every[source]["operations"]]
            names = [n for n in names if n not in there]
            if there:
                services[source] = reduce(every[source], sorted(there))
        unknown += [f"{service} {n}" for n in names]
    if unknown:
        sys.exit(f"botocore {botocore.__version__} has no {', '.join(unknown)}")
    text = json.dumps({"botocore": botocore.__version__, "services": services}, sort_keys=True, separators=(",", ":"))
    with open(out, "wb") as raw, gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=9, mtime=0) as packed:
        packed.write(text.encode("utf-8"))
    print(f"{sum(len(s['operations']) for s in services.values())} operations, {len(text)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
