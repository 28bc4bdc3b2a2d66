"""A process gets no more memory than it was given; on Windows by a job object, whose calls are recorded here."""

import ctypes
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from perfxl.memory_limit import JobLimits, limit_by_job
from tests.consolidation.offices import KPIS, filled, office

MIB = 1 << 20


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep the limit")
def test_a_process_gets_no_more_than_its_limit() -> None:
    program = (
        f"from perfxl.memory_limit import limit_memory; print(limit_memory({512 * MIB}))\n"
        f"fine = bytearray({64 * MIB})\ntry: bytearray({1024 * MIB})\nexcept MemoryError: print('refused')"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.stdout.split() == ["True", "refused"]


class Call:
    """A function of Windows: remembers what it was called with."""

    def __init__(self, said: dict[str, Any], name: str, answer: int) -> None:
        self.said, self.name, self.answer = said, name, answer

    def __call__(self, *given: Any) -> int:
        self.said[self.name] = given
        return self.answer


class Kernel:
    """kernel32 with answers that it is told."""

    def __init__(self, **answers: int) -> None:
        self.said: dict[str, Any] = {}
        told = {"CreateJobObjectW": 7, "GetCurrentProcess": 9, "SetInformationJobObject": 1,
                "AssignProcessToJobObject": 1, "CloseHandle": 1} | answers  # fmt: skip
        for name, answer in told.items():
            setattr(self, name, Call(self.said, name, answer))


def test_windows_is_asked_for_a_job_with_the_limit() -> None:
    kernel = Kernel()

    assert limit_by_job(512 * MIB, kernel)

    job, kind, limits, size = kernel.said["SetInformationJobObject"]
    assert (job.value, kind, size) == (7, 9, ctypes.sizeof(JobLimits))
    assert (limits._obj.limit_flags, limits._obj.process_memory) == (0x100, 512 * MIB)
    assert [one.value for one in kernel.said["AssignProcessToJobObject"]] == [7, 9]
    assert kernel.said["CloseHandle"][0].value == 7


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes of 64-bit Windows")
def test_the_structure_lies_in_memory_as_windows_documents_it() -> None:
    offsets = {name: getattr(JobLimits, name).offset for name, _ in JobLimits._fields_}

    assert ctypes.sizeof(JobLimits) == 144
    assert offsets == {
        "per_process_user_time": 0, "per_job_user_time": 8, "limit_flags": 16, "minimum_working_set": 24,
        "maximum_working_set": 32, "active_processes": 40, "affinity": 48, "priority_class": 56, "scheduling_class": 60,
        "io_counters": 64, "process_memory": 112, "job_memory": 120, "peak_process_memory": 128, "peak_job_memory": 136,
    }  # fmt: skip


@pytest.mark.parametrize("refused", ["CreateJobObjectW", "SetInformationJobObject", "AssignProcessToJobObject"])
def test_a_refusal_is_told(refused: str) -> None:
    assert not limit_by_job(MIB, Kernel(**{refused: 0}))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere readers are new processes")
def test_a_copy_of_a_large_process_has_as_much_memory_left_as_a_new_one(tmp_path: Path) -> None:
    company = office(tmp_path)
    path = company.receive("销售部.xlsx", [filled(KPIS[0], 90.0)], department="销售部")
    program = (
        "import mmap, sys\nfrom pathlib import Path\n"
        "from perfxl.consolidation.crew import Crews, read_all\n"
        "from perfxl.consolidation.reading import HowToRead, ReturnWork\n"
        "from perfxl.consolidation.return_read import read_from_bytes\n"
        f"kept, crews = mmap.mmap(-1, {1024 * MIB}), Crews(memory={1024 * MIB})\n"
        "work = ReturnWork('销售部.xlsx', Path(sys.argv[1]).read_bytes())\n"
        "for name, content in read_all([work], HowToRead(), crews): print(repr(read_from_bytes(content).code))"
    )

    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False)

    assert done.stdout.split() == ["''"], done.stderr
