"""Whether the kernel does the same on an ARM processor (64 bits), which qemu plays here.

    python tests/machines/arm.py [scenario ...]

Each world is simulated twice from the same image of the kernel's memory: here, and by ``arm.c``
under qemu. Both images must be equal to the last bit afterwards, event log and tallies included.
Needs Linux, pip, and Debian's packages gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and
qemu-user-static; wasmtime for ARM is taken from its wheel.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path

from recsim.model.compiled.instance import Instance
from recsim.model.compiled.module import MODULE
from recsim.model.compiled.simulation import prepared
from recsim.scenario.load import load
from recsim.verification.engines import cut_down, worlds

SCENARIOS = ("two_ways", "commons", "by_its_date", "change_in_july", "automated_outreach")
PLATFORM = "manylinux2014_aarch64"
QEMU = ("qemu-aarch64-static", "-L", "/usr/aarch64-linux-gnu")


def built(folder: Path) -> Path:
    """The program of ``arm.c``, linked to wasmtime for ARM."""
    wheel = ["--no-deps", "--only-binary=:all:", "--platform", PLATFORM, "--dest", str(folder)]
    wanted = f"wasmtime=={version('wasmtime')}"
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", *wheel, wanted], check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        name = next(name for name in packed.namelist() if name.endswith("_libwasmtime.so"))
        library = folder / "libwasmtime.so"
        library.write_bytes(packed.read(name))
    program, source = folder / "arm", Path(__file__).with_name("arm.c")
    link = ["-L", str(folder), "-lwasmtime", f"-Wl,-rpath,{folder}"]
    compiler = ["aarch64-linux-gnu-gcc", "-O1", "-o", str(program), str(source)]
    subprocess.run([*compiler, *link], check=True)
    return program


def main() -> int:
    """Compare all worlds of the scenarios; 1 if any differs."""
    different = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = built(folder)
        for scenario in sys.argv[1:] or SCENARIOS:
            for world in worlds(cut_down(load(scenario).scenario)):
                kernel = Instance()
                memory, _ = prepared(kernel, world.scenario, world.teams, 0, keep_log=True)
                size = kernel.arena.top
                before, after = folder / "before", folder / "after"
                before.write_bytes(kernel.bytes()[:size].tobytes())
                there = [str(program), str(MODULE), str(before), str(memory.address), str(after)]
                said = subprocess.run([*QEMU, *there], check=True, capture_output=True, text=True)
                status = kernel.advance(memory.address)
                same = int(said.stdout) == status
                same = same and after.read_bytes() == kernel.bytes()[:size].tobytes()
                different += not same
                events = int(memory.run["events"][0])
                teams = " + ".join(world.teams)
                print(f"{scenario}: {teams}: {events:,} events:", "same" if same else "DIFFERENT")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
