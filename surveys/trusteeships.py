"""What a trustee sees: which waves need a passphrase, and what was frozen. Never a result."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveys.models import (
    CohortKey,
    Invitation,
    RetentionMode,
    Trusteeship,
    VerifiedWave,
    Wave,
    WaveState,
)
from surveys.sealed_wave import questionnaire_of


class TrusteeStep(StrEnum):
    """What a wave needs of its trustee now."""

    WAIT_FOR_WORKER = "wait_for_worker"
    SET = "set"
    IS_SET = "is_set"
    COLLECTING = "collecting"
    GIVE = "give"
    IN_USE = "in_use"
    OVER = "over"


@dataclass(frozen=True)
class TrusteeLine:
    """One wave in the trustee's list."""

    wave_id: uuid.UUID
    title: str
    initiative: str
    number: int
    state: str
    closes_at: dt.datetime
    step: TrusteeStep

    @property
    def is_waiting(self) -> bool:
        """Whether the trustee has something to do."""
        return self.step in {TrusteeStep.SET, TrusteeStep.GIVE}


@dataclass(frozen=True)
class GroupSize:
    """How many were invited of one group."""

    name: str
    invited: int


@dataclass(frozen=True)
class FrozenFacts:
    """What the launch has frozen, or will; the hashes are empty before."""

    is_launched: bool
    invited: int | None
    roster_hash: str
    settings_hash: str
    instrument: str
    instrument_fingerprint: str
    reporting_dimensions: tuple[str, ...]
    groups: tuple[GroupSize, ...]
    min_group_size: int
    min_distribution_size: int
    min_comment_size: int
    keeps_rows: bool
    is_verified: bool
    manifest_fingerprint: str


def trustee_lines() -> tuple[TrusteeLine, ...]:
    """Every wave that has a trustee; what waits for one comes first."""
    waves = Wave.objects.filter(has_trustee=True, is_imported=False).select_related(
        "survey__initiative", "trusteeship"
    )
    lines = [
        TrusteeLine(
            wave.pk,
            wave.survey.title,
            wave.survey.initiative.title,
            wave.number,
            wave.get_state_display(),
            wave.closes_at,
            trustee_step(wave),
        )
        for wave in waves.order_by("-closes_at", "pk")
    ]
    return tuple(sorted(lines, key=lambda line: not line.is_waiting))


def trustee_step(wave: Wave) -> TrusteeStep:
    """What the wave needs of its trustee now."""
    held: Trusteeship | None = getattr(wave, "trusteeship", None)
    match WaveState(wave.state):
        case WaveState.SCHEDULED | WaveState.OPEN:
            return TrusteeStep.COLLECTING
        case WaveState.RELEASED | WaveState.TOO_FEW:
            return TrusteeStep.OVER
        case WaveState.DRAFT | WaveState.CLOSED if held and held.sealed_passphrase is not None:
            return TrusteeStep.IN_USE
        case WaveState.DRAFT if wave.public_key is not None:
            return TrusteeStep.IS_SET
    if held is None or held.slot is None:
        return TrusteeStep.WAIT_FOR_WORKER
    return TrusteeStep.SET if wave.state == WaveState.DRAFT else TrusteeStep.GIVE


def frozen_facts(wave: Wave) -> FrozenFacts:
    """What a trustee may check, from the wave's own rows."""
    questionnaire = questionnaire_of(wave.survey.instrument)
    verified = VerifiedWave.objects.filter(wave=wave).first()
    return FrozenFacts(
        is_launched=wave.state != WaveState.DRAFT,
        invited=wave.invited_count,
        roster_hash=wave.roster_hash,
        settings_hash=wave.settings_hash,
        instrument=str(wave.survey.instrument),
        instrument_fingerprint=questionnaire.fingerprint,
        reporting_dimensions=tuple(wave.reporting_dimensions),
        groups=_groups(wave, is_verified=verified is not None),
        min_group_size=wave.min_group_size,
        min_distribution_size=wave.min_distribution_size,
        min_comment_size=wave.min_comment_size,
        keeps_rows=wave.retention_mode == RetentionMode.COHORT,
        is_verified=verified is not None,
        manifest_fingerprint=verified.fingerprint if verified else "",
    )


def _groups(wave: Wave, *, is_verified: bool) -> tuple[GroupSize, ...]:
    """Groups frozen at launch: cohorts of verified ballots, else levels of each dimension."""
    if is_verified:
        keys = CohortKey.objects.filter(wave=wave).order_by("place")
        return tuple(GroupSize(" · ".join(key.levels.values()), key.invited) for key in keys)
    labels = list(Invitation.objects.filter(wave=wave).values_list("labels", flat=True))
    return tuple(_levels(labels, wave.reporting_dimensions))


def _levels(
    labels: Sequence[Mapping[str, str]], reporting_dimensions: Sequence[str]
) -> list[GroupSize]:
    return [
        GroupSize(level, count)
        for dimension in reporting_dimensions
        for level, count in sorted(Counter(row.get(dimension, "") for row in labels).items())
    ]
