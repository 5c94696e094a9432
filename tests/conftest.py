"""What all tests share: the samples and stubs beside them, which pytest's importlib mode does not find; how many processes; a full disk."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

for folder in ("engine", "report"):
    sys.path.insert(0, str(Path(__file__).parent / folder))
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

# How fast an example is depends on what else the machine does.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """None, for as many processes as processors; but one for named files, whose tests would be done before others had started."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    return 0 if named and all(Path(each.split("::")[0]).suffix == ".py" for each in config.args) else None


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("there is no mount here")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted: {mounted.stderr.decode('utf-8', 'replace').strip()}")
    try:
        yield folder
    finally:
        # Lazily, since a worker of the test's last run may take a moment to end, and holds what its parent had open.
        subprocess.run(["umount", "--lazy", folder], check=True)
