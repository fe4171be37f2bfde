#!/usr/bin/env python3
"""verify.py BUNDLE [KEY [HEAD[@SIZE] ...]], from its SPEC.md alone. Exit: 0 verified, 4 tampered, 5 cannot be verified."""
import base64, datetime, hashlib, json, re, struct, sys, zlib
NAMES = "events.jsonl checkpoint key.vkey manifest.json manifest.note events.csv ocsf.jsonl report.pdf report.html SPEC.md skipped.jsonl".split()
SPEC = "medzenhealth.app/cutover/audit-bundle/"
WORLD = "mode endpoint partition account plan planDigest workingCopy".split()
MEMBERS = dict(actor=str, at=str, data=dict, kind=str, prev=str, seq=int, session=str, step=str, v=int)
P, Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519 as in RFC 8032, section 6.
D, ROOT_OF_MINUS_1 = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)
def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, j, k, f = f - e, h - g, h + g, f + e
    return e * j % P, k * f % P, j * k % P, e * f % P
def mul(s, point):
    out = (0, 1, 1, 0)
    while s > 0:
        out, point, s = add(out, point) if s & 1 else out, add(point, point), s >> 1
    return out
def decompress(s):
    y, sign = int.from_bytes(s, "little") & (1 << 255) - 1, s[31] >> 7
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = x * ROOT_OF_MINUS_1 % P if (x * x - x2) % P else x
    need(y < P and (x * x - x2) % P == 0 and (x or not sign), "signature")
    return (P - x, y, 1, (P - x) * y % P) if x & 1 != sign else (x, y, 1, x * y % P)
def ed25519(public, message, signature):
    a, r, s = decompress(public), decompress(signature[:32]), int.from_bytes(signature[32:], "little")
    need(s < Q and len(signature) == 64, "signature")
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    left, right = mul(s, decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))), add(r, mul(h, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))
Tampered, Cannot = type("Tampered", (Exception,), {}), type("Cannot", (Exception,), {})
def need(right, why, error=Tampered):
    if not right: raise error(why)
def unzip(data):
    """Rebuilds the container from its contents and compares every byte."""
    need(data, "the file is empty", Cannot)
    files, at, directory = {}, 0, b""
    for name in NAMES:
        raw = name.encode()
        if name in ("manifest.note", "report.html", "skipped.jsonl") and data[at + 30:at + 30 + len(raw)] != raw: continue
        need(len(data) >= at + 30 + len(raw), "ends too early")
        size = struct.unpack("<I", data[at + 18:at + 22])[0]
        content = data[at + 30 + len(raw):at + 30 + len(raw) + size]
        fields = struct.pack("<HHHHHIIIHH", 10, 0, 0, 0, 0x21, zlib.crc32(content), size, size, len(raw), 0)
        need(data[at:at + 30 + len(raw)] == b"PK\x03\x04" + fields + raw, name + ": header or content changed")
        directory += b"PK\x01\x02" + struct.pack("<H", 10) + fields + struct.pack("<HHHII", 0, 0, 0, 0, at) + raw
        files[name], at = content, at + 30 + len(raw) + size
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), at, 0)
    need(data[at:] == directory + end, "directory changed")
    return files
def jcs(value, depth=0):
    """RFC 8785: keys by UTF-16 units, numbers as ECMAScript writes them."""
    need(depth <= 101, "nested too deep")
    if isinstance(value, dict):
        keys = sorted(value, key=lambda k: k.encode("utf-16-be"))
        return "{" + ",".join(jcs(k) + ":" + jcs(value[k], depth + 1) for k in keys) + "}"
    if isinstance(value, list): return "[" + ",".join(jcs(v, depth + 1) for v in value) + "]"
    if isinstance(value, float):
        sign, whole, part, power = re.fullmatch(r"(-?)(\d+)\.?(\d*)(?:e(.*))?", repr(value)).groups()
        digits = (whole + part).lstrip("0")
        point, digits = int(power or 0) - len(part) + len(digits), digits.rstrip("0")
        need(len(digits) > point and digits and point < 17, "a number that is not in its shortest form, or too large")
        if point > -6:
            return sign + (digits[:point] + "." + digits[point:] if point > 0 else "0." + "0" * -point + digits)
        return sign + digits[0] + ("." + digits[1:] if digits[1:] else "") + "e%+d" % (point - 1)
    need(not isinstance(value, int) or abs(value) < 2**53, "a number that is too large")
    return json.dumps(value, ensure_ascii=False)
def parse(raw):
    value = json.loads(raw.decode())
    need(isinstance(value, dict) and jcs(value).encode() == raw, "not an object in canonical form")
    return value
def note(raw, vkey, count):
    name, key_id, key = vkey.split("+", 2)
    text, signature = raw.decode().split("\n\n")
    dash, signer, blob = signature[:-1].split(" ")
    lines, blob, key = text.split("\n"), base64.b64decode(blob, validate=True), base64.b64decode(key)
    need(len(lines) == count and len(blob) == 68 and signer == name and blob[:4].hex() == key_id, "not signed by the key")
    need(raw == (text + "\n\n\u2014 %s %s\n" % (name, base64.b64encode(blob).decode())).encode(), "another form")
    need(ed25519(key[1:], (text + "\n").encode(), blob[4:]), "signature")
    return lines
def unpack(text, prefix):
    need(re.fullmatch(prefix + "[.][A-Za-z0-9_-]+", text), "neither challenge nor response")
    raw = base64.urlsafe_b64decode(text[4:] + "=" * (-len(text) % 4))
    raw = raw if raw[:1] == b"{" else zlib.decompress(raw)
    value = need(len(raw) <= 2**20, "too large") or json.loads(raw.decode())
    return need(all(type(x) is str for v in value.values() for x in (v if type(v) is list else [v])), "not of texts") or value
def moment(text, fraction):
    need(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}%sZ" % fraction, text), "not a time")
    datetime.datetime.strptime(re.sub("^0000", "0004", text[:19]), "%Y-%m-%dT%H:%M:%S")
    return text[:-1].ljust(20, ".").ljust(29, "0")
class Chain:
    def __init__(self, heads):
        self.stack, self.size, self.count, self.last, self.skipped, self.version = [], 0, 0, b"", False, 1
        self.keys, self.asked, self.begun, self.worlds, self.opened = {}, {}, {}, {}, {}
        self.heads = [h.replace(" ", "").split("@") for h in heads]
    def push(self, leaves, node):
        self.stack.append((leaves, node))
        while len(self.stack) > 1 and self.stack[-1][0] == self.stack[-2][0]:
            (n, right), (_, left) = self.stack.pop(), self.stack.pop()
            self.stack.append((2 * n, hashlib.sha256(b"\x01" + left + right).digest()))
        self.size += leaves
        self.heads = [h for h in self.heads if not (h[1:] in ([], [str(self.size)]) and self.root().hex().startswith(h[0]))]
    def root(self):
        node = self.stack[-1][1]
        for _, left in reversed(self.stack[:-1]):
            node = hashlib.sha256(b"\x01" + left + node).digest()
        return node
    def record(self, line):
        number, r = self.size + 1, parse(line)
        need(sorted(r) == sorted(MEMBERS) and all(type(r[m]) is t for m, t in MEMBERS.items()), "record %d: members" % number)
        moment(r["at"], "[.][0-9]{6}")
        need(r["seq"] == number, "record %d: number %s" % (number, r["seq"]))
        need(r["v"] == 1, "record %d: unknown version" % number, Cannot)
        prev = "0" * 64 if number == 1 else hashlib.sha256(self.last).hexdigest() if self.last else r["prev"]
        need(r["prev"] == prev, "record %d: chain" % number)
        world = {"session": r["session"], **{k: v for k, v in r["data"].items() if k in WORLD and v is not None}}
        if r["kind"] == "session.open":
            self.opened[r["session"]] = r["data"]
            self.version = max([self.version] + [v for k, v in r["data"].items() if k == "bundleVersion" and type(v) is int])
            if world not in self.worlds.values():
                self.worlds[number] = world
        if not self.skipped:
            self.claim(r["kind"], r, r["data"], r["session"])
        self.count, self.last = self.count + 1, line
        self.push(1, hashlib.sha256(b"\x00" + line).digest())
    def claim(self, kind, r, data, session):
        if kind in ("call.intent", "command.intent"): self.begun[r["seq"]] = session, kind.replace("intent", "outcome")
        elif kind in ("call.outcome", "command.outcome"):
            need(type(data["intent"]) is int and self.begun.pop(data["intent"], None) == (session, kind), "no such call")
        elif kind == "approval.enrol": self.keys[session, json.dumps(data.get("name"))] = data.get("key")
        elif kind == "approval.challenge": self.asked[session, r["step"]] = data
        elif kind == "approval.accepted":
            asked = self.asked.pop((session, r["step"]))
            print_ = data["fingerprint"]
            opened, old = self.opened.get(session, {}), asked["challenge"][:4] == "CC1."
            question, answer = unpack(asked["challenge"], "CC1" if old else "CC2"), unpack(data["response"], "CR1")
            need(moment(r["at"], "[.][0-9]{6}") < moment(asked["expires"], "([.][0-9]{1,9})?"), "the challenge had expired")
            about = [question[m] for m in ("fingerprint", "session", "step")]
            need(about == [print_, session, r["step"]] and asked["fingerprint"] == print_, "about something else")
            said, now = opened.get("planDigest"), type(opened.get("bundleVersion")) is int and opened["bundleVersion"] > 3
            need(not now if old else type(said) is str and question["planDigest"] == said, "for another text of the plan")
            key = base64.b64decode(self.keys[session, json.dumps(answer["name"])], validate=True)
            need(answer["name"] == r["actor"] and key[:-32].hex() == "302a300506032b6570032100", "not enrolled")
            signature = base64.urlsafe_b64decode(re.fullmatch("[A-Za-z0-9_-]{86}", answer["signature"])[0] + "==")
            need(ed25519(key[-32:], asked["challenge"].encode(), signature), "not their signature")
def verify(path, expected=None, *heads):
    files = unzip(open(path, "rb").read())
    manifest = parse(files["manifest.json"])
    version = {SPEC + "1": 1, SPEC + "2": 2, SPEC + "3": 3, SPEC + "4": 4, SPEC + "5": 5}.get(manifest.get("spec"), 0)
    need(version, "unknown version", Cannot)
    members = ["files", "product", "spec"] + ["worlds"] * (version > 1) + ["partial"] * ("skipped.jsonl" in files)
    need(sorted(manifest) == sorted(members) and isinstance(manifest["product"], str), "members of the manifest")
    hashes = {n: hashlib.sha256(c).hexdigest() for n, c in files.items() if n not in ("manifest.json", "manifest.note")}
    need(manifest["files"] == hashes, "a file is not the one that the manifest names")
    need((version > 2, version > 4) == ("manifest.note" in files, "report.html" in files), "sealed or not, with a page or not")
    vkey = files["key.vkey"].decode()
    need(re.fullmatch(r"[!-*,-~]+\+[0-9a-f]{8}\+[0-9A-Za-z+/]{44}\n", vkey), "not a key", Cannot)
    vkey, parts = vkey[:-1], vkey[:-1].split("+", 2)
    digest = hashlib.sha256(parts[0].encode() + b"\n" + base64.b64decode(parts[2])).hexdigest()
    need(base64.b64decode(parts[2])[0] == 1 and digest[:8] == parts[1], "unknown kind of key", Cannot)
    need(not expected or digest.startswith(expected) or vkey == expected, "another key is expected")
    lines = note(files["checkpoint"], vkey, 3)
    if version > 2:
        said = [parts[0] + "/manifest", hashlib.sha256(files["manifest.json"]).hexdigest()] + lines[1:]
        need(note(files["manifest.note"], vkey, 4) == said, "the seal is not of this manifest")
    chain, skipped = Chain(heads), [parse(line) for line in files.get("skipped.jsonl", b"").split(b"\n")[:-1]]
    events = files["events.jsonl"].split(b"\n")
    need(events.pop() == b"" and files.get("skipped.jsonl", b"\n")[-1:] == b"\n", "the last line does not end")
    for line in events + [None]:
        while skipped and skipped[0].get("first") == chain.size + 1:
            run = skipped.pop(0)
            need(len(run) == 3 and re.fullmatch("[0-9a-f]{64}", run["hash"]) and type(run["count"]) is int, "skipped run")
            need(bin(run["count"]).count("1") == 1 and chain.size % run["count"] == 0, "skipped run")
            chain.last, chain.skipped = None, True
            chain.push(run["count"], bytes.fromhex(run["hash"]))
        chain.record(line) if line is not None else None
    need(chain.count, "no record", Cannot)
    need(not skipped, "a run of records does not follow what is there")
    need(lines == [parts[0], str(chain.size), base64.b64encode(chain.root()).decode()], "not the records that are signed")
    if "partial" in manifest or chain.count < chain.size:
        partial = dict(of=chain.size, records=chain.count, selection=str(manifest["partial"].get("selection")))
        need(manifest["partial"] == partial, "counts")
    worlds = [{**w, "seq": n} for n, w in chain.worlds.items()]
    need(version < 2 or jcs(manifest["worlds"]) == jcs(worlds), "the manifest names another world than the records")
    need(chain.version <= version, "records of a console that seals its bundles, and no seal")
    need(not chain.heads, "not the head that is expected: %s" % chain.heads, Cannot if chain.skipped else Tampered)
    print("verified", chain.count, "of", chain.size, "root", chain.root().hex(), "key", digest[:20], "worlds", jcs(worlds))
    print("signed: every file" if version > 2 else "NOT SIGNED: events.csv ocsf.jsonl report.pdf SPEC.md")
def verdict(*args):
    try:
        verify(*args)
    except (Cannot, OSError) as e:
        return print("cannot be verified:", e) or 5
    except (Tampered, ValueError, LookupError, TypeError, AttributeError, RecursionError, struct.error, zlib.error) as e:
        return print("tampered:", e) or 4
    return 0
if __name__ == "__main__": sys.exit(verdict(*sys.argv[1:]))
