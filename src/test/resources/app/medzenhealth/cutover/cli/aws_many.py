"""Runs the aws CLI's own code for many commands in one process: its start takes longer than most commands.

aws_many.py serve SOCKET LOG    listens; each command is run by a child of its own
aws_many.py call SOCKET ARGS…   one command: same arguments, folder, environment, input, output and exit code
LOG gets one JSON line a command: its arguments and its exit code.
"""
import array
import json
import os
import socket
import struct
import sys
import traceback


def serve(path, log):
    import awscli.clidriver  # slow, and the reason for all this

    awscli.clidriver.create_clidriver()
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(8)
    print("ready", flush=True)
    while True:
        connection, _ = listener.accept()
        with connection:
            fds = array.array("i")
            head, ancillary, _, _ = connection.recvmsg(4, socket.CMSG_SPACE(3 * fds.itemsize))
            if not head:
                continue
            for _, _, data in ancillary:
                fds.frombytes(data[: len(data) - len(data) % fds.itemsize])
            (length,) = struct.unpack("!I", head)
            body = b""
            while len(body) < length:
                body += connection.recv(length - len(body))
            asked = json.loads(body)
            child = os.fork()
            if child == 0:
                code = 255
                try:
                    for target, fd in enumerate(fds):
                        os.dup2(fd, target)
                    os.chdir(asked["cwd"])
                    own = {k: v for k, v in os.environ.items() if k == "AWS_DATA_PATH"}  # set by importing it
                    os.environ.clear()
                    os.environ.update(asked["env"] | own)
                    sys.argv = ["aws"] + asked["args"]
                    code = awscli.clidriver.main()
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
            _, status = os.waitpid(child, 0)
            code = os.waitstatus_to_exitcode(status)
            for fd in fds:
                os.close(fd)
            with open(log, "a") as lines:
                lines.write(json.dumps({"args": asked["args"], "code": code}) + "\n")
            connection.sendall(struct.pack("!i", code))


def call(path, args):
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(path)
    body = json.dumps({"cwd": os.getcwd(), "env": dict(os.environ), "args": args}).encode()
    connection.sendmsg(
        [struct.pack("!I", len(body))], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))]
    )
    connection.sendall(body)
    answer = b""
    while len(answer) < 4:
        part = connection.recv(4 - len(answer))
        if not part:
            sys.exit(255)
        answer += part
    sys.exit(struct.unpack("!i", answer)[0])


if sys.argv[1] == "serve":
    serve(sys.argv[2], sys.argv[3])
else:
    call(sys.argv[2], sys.argv[3:])
