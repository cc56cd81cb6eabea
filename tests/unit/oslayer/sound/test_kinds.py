"""The sounds as files, and how loud they are meant to be."""

from __future__ import annotations

import math
import wave
from array import array
from datetime import timedelta

import pytest

from desktop.oslayer.sound.kinds import SoundKind


def samples_of(kind: SoundKind) -> array[int]:
    with wave.open(str(kind.value.sound)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 48_000)
        samples: array[int] = array("h")
        samples.frombytes(file.readframes(file.getnframes()))
    return samples


def rms_dbfs(samples: array[int]) -> float:
    return 20 * math.log10(math.sqrt(sum(s * s for s in samples) / len(samples)) / 32_768)


@pytest.mark.parametrize("kind", SoundKind)
def test_a_loop_has_no_click(kind):
    samples = samples_of(kind)
    assert abs(samples[0]) < 100
    assert abs(samples[-1]) < 100


@pytest.mark.parametrize("kind", SoundKind)
def test_it_is_a_few_seconds_long(kind):
    assert 2 < len(samples_of(kind)) / 48_000 < 6


def test_the_alarm_is_louder_than_minus_20_dbfs_from_its_first_moment():
    first_pass = samples_of(SoundKind.ALARM)
    assert rms_dbfs(first_pass) + 20 * math.log10(SoundKind.ALARM.value.start_volume) > -14


def test_the_reminder_is_milder_than_the_alarm_and_both_loop():
    alarm, reminder = SoundKind.ALARM.value, SoundKind.REMINDER.value
    assert rms_dbfs(samples_of(SoundKind.REMINDER)) < rms_dbfs(samples_of(SoundKind.ALARM)) - 6
    assert reminder.full_volume < alarm.full_volume
    assert alarm.loop
    assert reminder.loop
    assert not SoundKind.CHECK.value.loop


def test_who_takes_over_does_not_fall_back_to_a_low_volume():
    alarm = SoundKind.ALARM.value
    half = alarm.after(alarm.ramp / 2)
    assert half.start_volume == pytest.approx((alarm.start_volume + alarm.full_volume) / 2)
    assert half.ramp == alarm.ramp / 2
    late = alarm.after(timedelta(minutes=5))
    assert (late.start_volume, late.ramp) == (alarm.full_volume, timedelta(0))
    assert alarm.after(timedelta(0)) == alarm
    assert SoundKind.CHECK.value.after(timedelta(0)).start_volume == SoundKind.CHECK.value.full_volume
