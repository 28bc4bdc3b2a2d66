"""A limit of memory for this process: by the system's own on POSIX, by a job object on Windows."""

import ctypes
import mmap
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

_EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
_PROCESS_MEMORY = 0x100  # JOB_OBJECT_LIMIT_PROCESS_MEMORY


def limit_memory(most: int) -> bool:
    """Refuse memory beyond `most` bytes to this process, for good; returns whether the system does.

    POSIX counts addresses (RLIMIT_AS), Windows committed memory. macOS takes the limit and does not keep it.
    """
    if sys.platform == "win32":
        return limit_by_job(most, ctypes.WinDLL("kernel32", use_last_error=True))
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (within, hard))
        return True
    return False


def addresses_in_use() -> int:
    """Bytes of addresses that this process has (Linux; 0 elsewhere)."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * mmap.PAGESIZE
    return 0


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h, its two inner structures laid out in it."""

    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


def limit_by_job(most: int, kernel32: Any) -> bool:
    """Put this process into a job object of its own that limits its memory; False where Windows refuses.

    The limit stays after the handle is closed, for as long as the process lives. Source: the documentation of
    SetInformationJobObject; jobs may lie within jobs since Windows 8.
    """
    kernel32.CreateJobObjectW.restype = kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    made = kernel32.CreateJobObjectW(None, None)
    if not made:
        return False
    job = ctypes.c_void_p(made)
    limits = JobLimits(limit_flags=_PROCESS_MEMORY, process_memory=most)
    process = ctypes.c_void_p(kernel32.GetCurrentProcess())
    done = kernel32.SetInformationJobObject(
        job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    ) and kernel32.AssignProcessToJobObject(job, process)
    kernel32.CloseHandle(job)
    return bool(done)
