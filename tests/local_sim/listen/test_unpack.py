import stat
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from local_sim.errors import SimulatorError
from local_sim.listen.unpack import unpack


def zipped(path, names, content=b"x"):
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return path


def test_the_folder_that_holds_everything_is_left_out(tmp_path):
    unpack(zipped(tmp_path / "a.zip", ["m/am/final.mdl", "m/README"]), tmp_path / "out", 100)
    assert (tmp_path / "out/am/final.mdl").read_bytes() == b"x"
    assert (tmp_path / "out/README").exists()


@pytest.mark.parametrize("name", ["../x", "m/../../x", "/m/x", "m\\..\\x", "C:/x", "loose"])
def test_a_path_outside_the_folder_is_refused_and_nothing_is_left(tmp_path, name):
    with pytest.raises(SimulatorError, match="hoort niet in een spraakmodel"):
        unpack(zipped(tmp_path / "a.zip", ["m/good", name]), tmp_path / "in/out", 100)
    assert [path.name for path in tmp_path.rglob("*")] == ["a.zip"]


def test_a_link_is_refused(tmp_path):
    link = ZipInfo("m/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(SimulatorError, match="is een koppeling"):
        unpack(zipped(tmp_path / "a.zip", [link], b"/etc/passwd"), tmp_path / "out", 100)


def test_more_than_expected_is_refused_whatever_the_zip_says_of_it(tmp_path):
    bomb = zipped(tmp_path / "a.zip", ["m/1", "m/2"], bytes(3_000_000))
    with pytest.raises(SimulatorError, match="veel groter"):
        unpack(bomb, tmp_path / "out", 5_000_000)
    assert not (tmp_path / "out").exists()


def test_too_many_files_are_refused(tmp_path):
    with pytest.raises(SimulatorError, match="1001 bestanden"):
        unpack(zipped(tmp_path / "a.zip", [f"m/{n}" for n in range(1001)]), tmp_path / "out", 10_000)


@pytest.mark.parametrize("damage", [b"geen zip", None])
def test_what_is_no_whole_zip_is_told(tmp_path, damage):
    path = zipped(tmp_path / "a.zip", ["m/a"], bytes(range(256)) * 4)
    path.write_bytes(damage or path.read_bytes().replace(b"PK\x03\x04", b"PK\x03\x05"))
    with pytest.raises(SimulatorError, match="geen heel zipbestand"):
        unpack(path, tmp_path / "out", 10_000)
    assert not (tmp_path / "out").exists()
