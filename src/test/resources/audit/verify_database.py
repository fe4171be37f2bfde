#!/usr/bin/env python3
"""verify_database.py FOLDER|DATABASE [KEY [HEAD[@SIZE] ...]]: section 7 of SPEC.md alone; the rest is verify.py. Exit as there."""
import base64, hashlib, hmac, os, re, sqlite3, sys, zlib
from verify import Cannot, Chain, Tampered, need, note, parse
TABLE = "CREATE TABLE %s (%s) STRICT"
OURS = {
    "record": TABLE % ("record", "seq INTEGER PRIMARY KEY CHECK (seq > 0), jcs BLOB NOT NULL, leaf BLOB NOT NULL"),
    "checkpoint": TABLE % ("checkpoint", "size INTEGER PRIMARY KEY REFERENCES record (seq), note BLOB NOT NULL"),
}
for t, k, v in (("step_state", "step", "json"), ("tick", "item", "json"), ("setting", "key", "value")):
    columns = "session TEXT NOT NULL, %s TEXT NOT NULL, %s TEXT NOT NULL, PRIMARY KEY (session, %s)" % (k, v, k)
    OURS[t] = TABLE % (t, columns) + ", WITHOUT ROWID"
FIRST = {t: TABLE % (t, "session TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
         " PRIMARY KEY (session, step, name)") + ", WITHOUT ROWID" for t in ("token", "output")}
SECOND = {"tip": TABLE % ("tip", "one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, mac BLOB NOT NULL")}
PEM = re.compile(b"-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/=\n]*)\n-----END PRIVATE KEY-----\n")
SEALED = re.compile(b"-----BEGIN ENCRYPTED PRIVATE KEY-----\n.*\n-----END ENCRYPTED PRIVATE KEY-----\n", re.S)
def small(path):
    if not os.path.lexists(path):
        return None
    need(os.path.isfile(path) and not os.path.islink(path), path + " is no plain file", Cannot)
    return open(path, "rb").read()
def rows(path):
    """Everything of one moment, without changing anything."""
    need(os.path.isfile(path) and not os.path.islink(path), path + " is no plain file", Cannot)
    way = "?mode=ro" if os.path.exists(path + "-wal") else "?immutable=1"
    data = sqlite3.connect("file:" + os.path.abspath(path) + way, uri=True, isolation_level=None)
    data.execute("BEGIN")
    one = lambda sql: data.execute(sql).fetchone()[0]
    stats = [("table", "sqlite_stat%d" % n) for n in (1, 2, 3, 4)]
    there = {(t, n): s for t, n, s in data.execute("SELECT type, name, sql FROM sqlite_schema") if (t, n) not in stats}
    version = one("PRAGMA user_version")
    need(one("PRAGMA application_id") == 0x4D5A4343 and version in (1, 2), "another program's, or of another version", Cannot)
    need(there == {("table", n): s for n, s in {**OURS, **(FIRST if version == 1 else SECOND)}.items()}, "its tables are not those of the specification", Cannot)
    tip = data.execute("SELECT one, seq, mac FROM tip").fetchall() if version > 1 else []
    tip = tip and (tip[0][1:] if len(tip) == 1 and tip[0][0] == 1 else (-1, b"")) or None
    notes = dict(data.execute("SELECT size, note FROM checkpoint"))
    return version, tip, notes, data.execute("SELECT seq, jcs, leaf FROM record ORDER BY seq").fetchall()
def tips(raw):
    """By the file's two lines; whether both count."""
    if re.fullmatch(rb"\d{20} [0-9a-f]{64}\n", raw):
        return [(int(raw[:20]), raw[21:85].decode())]
    need(len(raw) == 190, "the file tip is not as it was written")
    whole = [re.fullmatch(rb"(\d{20}) ([0-9a-f]{64}) ([0-9a-f]{8})\n", raw[at:at + 95]) for at in (0, 95)]
    whole = [(int(m[1]), m[2].decode()) for m in whole if m and int(m[3], 16) == zlib.crc32(m[0][:85])]
    need(whole and max(whole)[0] < 2**63, "no line of the file tip counts")
    return whole
def seed(pem):
    body = PEM.fullmatch(pem)
    try:
        der = base64.b64decode(body[1].replace(b"\n", b""), validate=True) if body else b""
    except ValueError:
        der = b""
    need(len(der) == 48 and der[:16].hex() == "302e020100300506032b657004220420", "signing-key.pem is no key", Cannot)
    return der[16:]
def verify(path, expected=None, *heads):
    path = os.path.join(path, "cutover.db") if os.path.isdir(path) else path
    head, tip, vkey, pem = (small(os.path.join(os.path.dirname(path), n)) for n in ("head", "tip", "key.vkey", "signing-key.pem"))
    version, last, notes, records = rows(path)
    need(vkey is not None and tip is not None, "key.vkey or tip is missing", Cannot)
    vkey = vkey.decode("latin-1")
    need(re.fullmatch(r"[!-*,-~]+\+[0-9a-f]{8}\+[0-9A-Za-z+/]{44}\n", vkey), "not a key", Cannot)
    vkey, parts = vkey[:-1], vkey[:-1].split("+", 2)
    digest = hashlib.sha256(parts[0].encode() + b"\n" + base64.b64decode(parts[2])).hexdigest()
    need(base64.b64decode(parts[2])[0] == 1 and digest[:8] == parts[1], "unknown kind of key", Cannot)
    need(not expected or digest.startswith(expected) or vkey == expected, "another key is expected")
    # This verifier asks for no passphrase: a key under one is as good as none.
    secret = None if pem is None or SEALED.fullmatch(pem) else seed(pem)
    named, chain, hashes, authenticated, newest = tips(tip), Chain(heads), {0: "0" * 64}, False, 0
    for seq, jcs, leaf in records:
        need(seq == chain.size + 1, "record %d stands where %d should" % (seq, chain.size + 1))
        chain.record(jcs)
        need(leaf == hashlib.sha256(b"\x00" + jcs).digest(), "record %d: leaf hash" % seq)
        hashes[seq], record = hashlib.sha256(jcs).hexdigest(), parse(jcs)
        need((record["kind"] == "checkpoint") == (seq in notes), "record %d: a checkpoint, or none" % seq)
        if seq in notes:
            size = [parts[0], str(seq), base64.b64encode(chain.root()).decode()]
            need(note(notes[seq], vkey, 3) == size, "record %d: not those that its checkpoint signs" % seq)
            said, newest = record["data"].get("database"), seq
            need(type(said) is not int or said <= 2, "a newer database", Cannot)
            authenticated = authenticated or type(said) is int and said == 2
    need(all(n <= chain.size for n in notes), "a checkpoint of more records than there are")
    need(all(n in hashes and hashes[n] == h for n, h in named), "not the records that the file tip names")
    need(head is None or head in notes.values(), "the head is not stored")
    if authenticated:
        need(version == 2 and last and last[0] == chain.size, "the table tip does not name the last record")
        need(secret or newest == chain.size, "records that can only be checked with the console's key", Cannot)
        text = "%s/tip\n%d\n%s\n" % (parts[0], chain.size, hashes[chain.size])
        key = hashlib.sha256(b"medzenhealth.app/cutover/tip\n" + (secret or b"")).digest()
        need(not secret or hmac.compare_digest(hmac.new(key, text.encode(), "sha256").digest(), last[1]), "not the console's")
    need(authenticated or last is None, "a tip that no checkpoint tells of")
    need(max(named)[0] >= (newest if authenticated else chain.size) - 1, "the file tip is behind")
    need(head is not None or chain.size < 2, "head is missing", Cannot)
    need(newest, "nothing is signed yet", Cannot)
    need(not chain.heads, "not the head that is expected: %s" % chain.heads)
    print("verified", chain.size, "signed", newest, "root", chain.root().hex(), "key", digest[:20])
def verdict(*args):
    try:
        verify(*args)
    except (Cannot, OSError, sqlite3.Error) as e:
        return print("cannot be verified:", e) or 5
    except (Tampered, ValueError, LookupError, TypeError, AttributeError, RecursionError, zlib.error) as e:
        return print("tampered:", e) or 4
    return 0
if __name__ == "__main__":
    sys.exit(verdict(*sys.argv[1:]))
