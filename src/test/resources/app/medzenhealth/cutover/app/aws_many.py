"""Runs the aws CLI's own code for many commands in one process: its start takes longer than most commands.

aws_many.py serve SOCKET LOG    listens; each command is run by a child that is forked with the CLI loaded
aws_many.py call SOCKET ARGS…   one command: same arguments, folder, environment, input, output and exit code
LOG gets one JSON line a command: its folder, its arguments, its exit code, what it said on its
error output and how long it took.
"""
import array
import gc
import json
import os
import socket
import struct
import sys
import tempfile
import time
import traceback


class Commands:
    """The CLI as its own main function makes it, with the descriptions of services read once for all commands."""

    def __init__(self):
        from awscli.clidriver import create_clidriver  # slow, and the reason for all this

        self.driver = create_clidriver()
        self.table = self.driver._get_command_table()
        self.read = set()
        # Reading the environment's names of data folders sets this one.
        self.own = {k: v for k, v in os.environ.items() if k == "AWS_DATA_PATH"}

    def prepare(self, args):
        """Reads for the service, and for the operation of it, what the CLI would read before it sends anything."""
        words = [a for a in args if a in self.table]
        if not words:
            return
        service = self.table[words[0]]
        if not hasattr(service, "_get_command_table"):
            return
        after = args[args.index(words[0]) + 1 :]
        operation = service._get_command_table().get(after[0]) if after else None
        known = (words[0], after[0] if operation else None)
        if known in self.read:
            return
        if words[0] not in {name for name, _ in self.read} and hasattr(service, "service_model"):
            self.driver.session.create_client(
                service.service_model.service_name,
                region_name="us-east-1",
                aws_access_key_id="testing",
                aws_secret_access_key="testing",
            )
        self.read.add(known)
        if hasattr(operation, "arg_table"):
            operation.arg_table
        # What is here already is never looked through again, by no child: its pages stay shared.
        gc.freeze()

    def run(self, asked, streams):
        code = 255
        try:
            for target, stream in enumerate(streams):
                os.dup2(stream, target)
            os.chdir(asked["cwd"])
            os.environ.clear()
            os.environ.update(asked["env"] | self.own)
            sys.argv = ["aws"] + asked["args"]
            code = self.driver.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        finally:
            try:
                sys.stdout.flush()
                sys.stderr.flush()
            except OSError:
                pass
            os._exit(code or 0)


def serve(path, log):
    commands = Commands()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(8)
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        with connection, tempfile.TemporaryFile() as errors:
            streams, asked = receive(connection)
            began = time.monotonic()
            commands.prepare(asked["args"])
            child = os.fork()
            if child == 0:
                commands.run(asked, [streams[0], streams[1], errors.fileno()])
            _, status = os.waitpid(child, 0)
            code = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            said = errors.read()
            os.write(streams[2], said)
            for stream in streams:
                os.close(stream)
            with open(log, "a") as lines:
                record = {"folder": os.path.basename(asked["cwd"]), "args": asked["args"], "code": code}
                record["millis"] = round(1000 * (time.monotonic() - began))
                lines.write(json.dumps(record | {"error": said.decode(errors="replace").strip()}) + "\n")
            connection.sendall(struct.pack("!i", code))


def receive(connection):
    streams = array.array("i")
    head, ancillary, _, _ = connection.recvmsg(4, socket.CMSG_SPACE(3 * streams.itemsize))
    for _, _, data in ancillary:
        streams.frombytes(data[: len(data) - len(data) % streams.itemsize])
    return streams, json.loads(exactly(connection, struct.unpack("!I", head)[0]))


def exactly(connection, length):
    data = b""
    while len(data) < length:
        part = connection.recv(length - len(data))
        if not part:
            sys.exit(255)
        data += part
    return data


def call(path, args):
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(path)
    body = json.dumps({"cwd": os.getcwd(), "env": dict(os.environ), "args": args}).encode()
    connection.sendmsg(
        [struct.pack("!I", len(body))], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))]
    )
    connection.sendall(body)
    sys.exit(struct.unpack("!i", exactly(connection, 4))[0])


if sys.argv[1] == "serve":
    serve(sys.argv[2], sys.argv[3])
else:
    call(sys.argv[2], sys.argv[3:])
