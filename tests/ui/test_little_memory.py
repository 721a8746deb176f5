"""What the process of a dashboard does without, each looked at in a process of its own."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

HOLD = "from joblog_tui.ui.little_memory import hold_little_memory; hold_little_memory()"
ON_LINUX = pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="looks into Linux's /proc")
WITH_GLIBC = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has such places")


def python(*lines: str) -> "subprocess.CompletedProcess[str]":
    """A process that runs these lines, and ends well."""
    return subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)


@ON_LINUX
def test_no_openssl_is_loaded_with_all_that_a_dashboard_needs() -> None:
    done = python(
        "import sys",
        HOLD,
        "import joblog_tui.ui.app, joblog_tui.query.language, lark, joblog_tui.store.sqlite.store",
        "print('ssl' in sys.modules, 'libcrypto' in open('/proc/self/maps').read())",
    )
    assert done.stdout.split() == ["False", "False"]
    assert done.stderr == ""


def test_hashes_and_loops_work_and_ssl_can_be_imported_afterwards() -> None:
    done = python(
        HOLD,
        "import asyncio, hashlib, ssl",
        "print(hashlib.sha256(b'joblog').hexdigest())",
        "print(asyncio.run(asyncio.sleep(0, 'slept')), bool(ssl.OPENSSL_VERSION))",
    )
    assert done.stdout.split() == ["a46faaa5c0737ba8b8b310e2ae825c5806486b7f814c757723f3ef766f519193", "slept", "True"]


def test_it_does_no_harm_where_nothing_can_be_spared() -> None:
    done = python(
        "import sys, asyncio, ssl, hashlib",
        "sys.modules['ctypes'] = sys.modules['_md5'] = None",
        HOLD,
        "print(sys.modules['ssl'] is ssl, hashlib.new('sha256', b'').hexdigest()[:4], asyncio.sslproto.ssl is ssl)",
    )
    assert done.stdout.split() == ["True", "e3b0", "True"]


@WITH_GLIBC
def test_threads_take_their_memory_from_one_place() -> None:
    many = (
        "import ctypes, threading",
        "barrier = threading.Barrier(4)",
        "def take():",
        "    kept = [bytes(1000) for _ in range(1000)]",
        "    barrier.wait()",
        "threads = [threading.Thread(target=take) for _ in range(4)]",
        "[thread.start() for thread in threads]",
        "[thread.join() for thread in threads]",
        "ctypes.CDLL(None).malloc_stats()",
    )
    assert python(*many).stderr.count("Arena ") > 1
    assert python(HOLD, *many).stderr.count("Arena ") == 1
