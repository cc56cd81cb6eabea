"""Start at log-in, and the entry among the programs, as the desktops read them."""

from __future__ import annotations

import configparser
import shutil
import subprocess

import pytest

from desktop.oslayer.autostart import Autostart, install_launcher, quoted, remove_launcher


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def read(path):
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path)
    return parser["Desktop Entry"]


def test_it_is_switched_on_and_off(home):
    autostart = Autostart(["/opt/pairwatch/pairwatch"])
    assert not autostart.is_enabled()
    autostart.enable()
    assert autostart.is_enabled()
    assert autostart.path == home / "config" / "autostart" / "pairwatch.desktop"
    assert read(autostart.path)["Exec"] == '"/opt/pairwatch/pairwatch"'
    autostart.disable()
    autostart.disable()
    assert not autostart.is_enabled()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_who_switches_it_off_in_the_settings_of_the_desktop_is_believed(line):
    autostart = Autostart(["pairwatch"])
    autostart.path.parent.mkdir(parents=True)
    autostart.path.write_text(f"[Desktop Entry]\nType=Application\nExec=pairwatch\n{line}\n")
    assert not autostart.is_enabled()
    autostart.enable()
    assert autostart.is_enabled()


def test_a_file_that_makes_no_sense_is_not_enabled():
    autostart = Autostart(["pairwatch"])
    autostart.path.parent.mkdir(parents=True)
    autostart.path.write_bytes(b"\xff\xfe nonsense")
    assert not autostart.is_enabled()


def test_profiles_start_by_files_of_their_own():
    Autostart(["pairwatch", "--profile", "ana"], profile="ana").enable()
    assert not Autostart(["pairwatch"]).is_enabled()


def test_words_with_special_characters_stay_whole():
    assert quoted(["/a b/pairwatch", "50%", 'say "hi"']) == r'"/a b/pairwatch" "50%%" "say \\"hi\\""'


def test_the_launcher_is_installed_and_removed(home):
    path = install_launcher(["pairwatch"])
    assert path == home / "data" / "applications" / "pairwatch.desktop"
    assert read(path)["Name"] == "Pairwatch"
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", path], check=True)
    remove_launcher()
    remove_launcher()
    assert not path.exists()
