#!/usr/bin/env python3
"""Verifies an audit bundle from its SPEC.md alone, with nothing but Python's own library. Exit: 0, 4 tampered, 5 cannot."""
import base64
import hashlib
import json
import struct
import sys
import zlib

NAMES = ["events.jsonl", "checkpoint", "key.vkey", "manifest.json", "events.csv", "ocsf.jsonl", "report.pdf", "SPEC.md"]
SPEC = "medzenhealth.app/cutover/audit-bundle/"
WORLD = "mode endpoint partition account plan planDigest workingCopy".split()

# Ed25519 as in RFC 8032, section 6.
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def add(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, j, k, f = f - e, h - g, h + g, f + e
    return e * j % P, k * f % P, j * k % P, e * f % P


def mul(s, point):
    out = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            out = add(out, point)
        point = add(point, point)
        s >>= 1
    return out


def recover_x(y, sign):
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P:
        return None
    return P - x if x & 1 != sign else x


def decompress(s):
    y = int.from_bytes(s, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (recover_x(BASE_Y, 0), BASE_Y, 1, recover_x(BASE_Y, 0) * BASE_Y % P)


def ed25519(public, message, signature):
    a, r = decompress(public), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = mul(s, BASE), add(r, mul(h, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


class Tampered(Exception):
    pass


class Cannot(Exception):
    pass


def need(right, why, error=Tampered):
    if not right:
        raise error(why)


def header(name, crc, size):
    return struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 0x21, crc, size, size, len(name), 0)


def unzip(data):
    """Rebuilds the container from its contents and compares every byte."""
    need(data, "the file is empty", Cannot)
    files, at, directory = {}, 0, b""
    for name in NAMES + ["skipped.jsonl"]:
        raw = name.encode()
        if name == "skipped.jsonl" and data[at:at + 4] != b"PK\x03\x04":
            break
        need(len(data) >= at + 30 + len(raw), "ends too early")
        size = struct.unpack("<I", data[at + 18:at + 22])[0]
        content = data[at + 30 + len(raw):at + 30 + len(raw) + size]
        fields = header(name, zlib.crc32(content), size)
        need(data[at:at + 30 + len(raw)] == b"PK\x03\x04" + fields + raw, name + ": header or content changed")
        directory += b"PK\x01\x02" + struct.pack("<H", 10) + fields + struct.pack("<HHHII", 0, 0, 0, 0, at) + raw
        files[name] = content
        at += 30 + len(raw) + size
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), at, 0)
    need(data[at:] == directory + end, "directory changed")
    return files


def jcs(value):
    """Enough of RFC 8785 for what is in a bundle: keys by UTF-16 units; numbers with a fraction as Python writes them."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda k: k.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(jcs(k) + ":" + jcs(value[k]) for k in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(jcs, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def verify(path):
    files = unzip(open(path, "rb").read())
    manifest = json.loads(files["manifest.json"])
    old = manifest.get("spec") == SPEC + "1"
    need(old or manifest.get("spec") == SPEC + "2" and "worlds" in manifest, "unknown version", Cannot)
    hashes = {n: hashlib.sha256(c).hexdigest() for n, c in files.items() if n != "manifest.json"}
    need(manifest["files"] == hashes, "a file is not the one that the manifest names")
    partial = manifest.get("partial")
    need((partial is not None) == ("skipped.jsonl" in files), "partial or not")

    vkey = files["key.vkey"].decode().rstrip("\n")
    name, key_id, key = vkey.split("+", 2)
    key = base64.b64decode(key)
    need(key[0] == 1 and len(key) == 33, "unknown kind of key", Cannot)
    need(hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] == key_id, "key hash")
    text, signature = files["checkpoint"].decode().split("\n\n")
    dash, signer, blob = signature.rstrip("\n").split(" ")
    blob = base64.b64decode(blob)
    origin, size, root = text.splitlines()
    need(dash == "\u2014" and origin == signer == name and blob[:4].hex() == key_id, "unknown key", Cannot)
    need(ed25519(key[1:], (text + "\n").encode(), blob[4:]), "signature")

    stack, number, last, count, worlds, sessions = [], 0, b"", 0, {}, set()

    def push(leaves, node):
        stack.append((leaves, node))
        while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
            (n, right), (_, left) = stack.pop(), stack.pop()
            stack.append((2 * n, hashlib.sha256(b"\x01" + left + right).digest()))

    skipped = [json.loads(line) for line in files.get("skipped.jsonl", b"").splitlines()]
    lines = files["events.jsonl"].split(b"\n")
    need(lines.pop() == b"", "the last line does not end")
    for line in lines + [None]:
        while skipped and skipped[0]["first"] == number + 1:
            run = skipped.pop(0)
            need(run["count"] & (run["count"] - 1) == 0 and number % run["count"] == 0, "skipped run")
            push(run["count"], bytes.fromhex(run["hash"]))
            number, last = number + run["count"], None
        if line is None:
            break
        number, count = number + 1, count + 1
        record = json.loads(line)
        need(record["v"] == 1, "record %d: unknown version" % number, Cannot)
        need(sorted(record) == "actor at data kind prev seq session step v".split(), "record %d: members" % number)
        need(jcs(record).encode() == line, "record %d: not canonical" % number)
        need(record["seq"] == number, "record %d: number %s" % (number, record["seq"]))
        prev = "0" * 64 if number == 1 else hashlib.sha256(last).hexdigest() if last else record["prev"]
        need(record["prev"] == prev, "record %d: chain" % number)
        push(1, hashlib.sha256(b"\x00" + line).digest())
        sessions.add(record["session"])
        world = {"session": record["session"], **{k: v for k, v in record["data"].items() if k in WORLD and v is not None}}
        if record["kind"] == "session.open" and world not in worlds.values():
            worlds[number] = world
        last = line
    need(count, "no record", Cannot)
    need(not skipped and number == int(size), "%d records instead of %s" % (number, size))
    need(partial is None and count == number or partial and (partial["records"], partial["of"]) == (count, number), "counts")
    worlds = [{**world, "seq": n} for n, world in worlds.items()]
    need(old or jcs(manifest["worlds"]) == jcs(worlds), "the manifest names another world than the records")
    node = stack.pop()[1]
    while stack:
        node = hashlib.sha256(b"\x01" + stack.pop()[1] + node).digest()
    need(base64.b64encode(node).decode() == root, "root")
    print("verified", count, "of", number, "head", node.hex()[:12], "after", number, "PARTIAL" if partial else "whole")
    print("worlds", jcs(worlds), "not recorded of", sorted(sessions - {w["session"] for w in worlds}))


if __name__ == "__main__":
    try:
        verify(sys.argv[1])
    except (Cannot, OSError, IndexError) as e:
        print("cannot be verified:", e)
        sys.exit(5)
    except (Tampered, ValueError, KeyError, TypeError, AttributeError, struct.error) as e:
        print("tampered:", e)
        sys.exit(4)
