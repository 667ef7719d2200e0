"""Ways to hit a running program: at its n-th system call that changes a file, or after a while.

The first is exact and repeatable: the parent follows the child with ptrace (Linux on x86-64) and
kills it before the call, tears a write in two and kills it, or lets the call fail. A filter in the
child makes only calls that change files stop it. Nothing of the program is replaced.
"""

from __future__ import annotations

import ctypes
import os
import platform
import select
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from bench.stage import Strike

TRACEME, PEEK, POKE, GO, TO_THE_END, OPTIONS = 0, 3, 6, 7, 24, 0x4200
WATCH = 1 | 0x80 | 0x100000  # options: marked stops, the filter's stops, no orphans
FILTERED, AT_END = signal.SIGTRAP | 7 << 8, signal.SIGTRAP | 0x80
RAX, RDX, RDI, CALL = 80, 96, 112, 120  # where registers lie
NO_NEW_RIGHTS, SET_FILTER = 38, 22
LOAD, EQUAL, RETURN, TRACE, ALLOW = 0x20, 0x15, 0x06, 0x7FF00000, 0x7FFF0000
OPENAT, EXIT = 257, 231
PWRITE = "pwrite"
CHANGES = {
    1: "write", 18: PWRITE, 20: "writev", 74: "fsync", 75: "fdatasync", 76: "truncate",
    77: "ftruncate", 82: "rename", 83: "mkdir", 86: "link", 87: "unlink", 258: "mkdirat",
    263: "unlinkat", 264: "renameat", 265: "linkat", 316: "renameat2", 90: "chmod", 91: "fchmod",
    268: "fchmodat", OPENAT: "create", EXIT: "exit",
}  # fmt: skip
STREAMS = (1, 2)


def _ptrace(request: int, child: int, place: int = 0, value: int = 0) -> int:
    found: int = _system("ptrace")(request, child, place, value, 0)
    return found


@cache
def _system(name: str) -> Any:
    """A function of the C library that takes numbers and addresses."""
    call = getattr(ctypes.CDLL(None), name)
    call.restype = ctypes.c_long
    call.argtypes = [ctypes.c_long, ctypes.c_long, *[ctypes.c_void_p] * 3]
    return call


def held_for_tracing() -> None:
    """In the child: let the parent follow from here on, from one change of a file to the next."""
    steps = [struct.pack("HBBI", LOAD, 0, 0, 0)]
    for left, number in enumerate(reversed(CHANGES)):
        steps.insert(1, struct.pack("HBBI", EQUAL, left + 1, 0, number))
    steps += [struct.pack("HBBI", RETURN, 0, 0, end) for end in (ALLOW, TRACE)]
    code = ctypes.create_string_buffer(b"".join(steps))
    program = ctypes.create_string_buffer(
        struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(code))
    )
    if _ptrace(TRACEME, 0) == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        _system("prctl")(NO_NEW_RIGHTS, 1, 0, 0, 0)
        _system("prctl")(SET_FILTER, 2, ctypes.addressof(program), 0, 0)


@cache
def can_trace() -> bool:
    """Whether exact strikes are possible on this machine."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    probe = Exact(at=0)
    child = os.fork()
    if child == 0:
        try:
            held_for_tracing()
            os.write(1, b"")
        finally:
            os._exit(0)
    probe(child)
    return bool(probe.seen)


@dataclass
class Exact:
    """A strike at the `at`-th call that changes a file; with 0 none, the calls are only counted.

    `manner` is "kill" (before the call), "torn" (half a write, then the kill) or an error number
    with which the call fails without having done anything; then what goes to the streams is let
    through and not counted.
    """

    at: int
    manner: str | int = "kill"
    seen: list[str] = field(default_factory=list)

    def __call__(self, child: int) -> int:
        """Follow the child to its end; the status with which it ended."""
        _, status = os.waitpid(child, os.WUNTRACED)
        if os.WIFSTOPPED(status):
            _ptrace(OPTIONS, child, 0, WATCH)
        how, deliver = GO, 0
        while os.WIFSTOPPED(status):
            _ptrace(how, child, 0, deliver)
            _, status = os.waitpid(child, 0)
            how, deliver = GO, 0
            if status >> 8 == FILTERED:
                how = self._enters(child)
            elif status >> 8 == AT_END:
                os.kill(child, signal.SIGKILL)
            elif os.WIFSTOPPED(status):
                deliver = os.WSTOPSIG(status)
        return status

    def _enters(self, child: int) -> int:
        """A call begins; how to go on from here."""
        name = self._name(child)
        self.seen += [name] if name else []
        if not name or len(self.seen) != self.at:
            return GO
        if self.manner == "torn" and name in {"write", PWRITE}:
            _ptrace(POKE, child, RDX, max(1, _ptrace(PEEK, child, RDX) // 2))
            return TO_THE_END
        if isinstance(self.manner, int):
            _ptrace(POKE, child, CALL, -1)
            _ptrace(POKE, child, RAX, -self.manner)
        else:
            os.kill(child, signal.SIGKILL)
        return GO

    def _name(self, child: int) -> str:
        """The name of a call that changes files, "" for others."""
        call = _ptrace(PEEK, child, CALL)
        if call == OPENAT and not _ptrace(PEEK, child, RDX) & os.O_CREAT:
            return ""
        if call == EXIT and isinstance(self.manner, int):
            return ""
        if call == 1 and isinstance(self.manner, int) and _ptrace(PEEK, child, RDI) in STREAMS:
            return ""
        return CHANGES.get(call, "")


def after(seconds: float) -> Strike:
    """A kill when so many seconds have passed, or none if the child is quicker."""

    def strike(child: int) -> int:
        handle = os.pidfd_open(child)
        try:
            ready, _, _ = select.select([handle], [], [], seconds)
            if not ready:
                os.kill(child, signal.SIGKILL)
        finally:
            os.close(handle)
        return os.waitpid(child, 0)[1]

    return strike


def size_limit(most: int, *, deadly: bool) -> Callable[[], None]:
    """Readies a child that cannot write beyond a size: its writes fail, or it dies of them."""

    def prepare() -> None:
        import resource  # noqa: PLC0415  # there is none on Windows

        if deadly:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    return prepare
