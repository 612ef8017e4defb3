"""The ready accounts of a demonstration; they exist nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from webapp.accounts.models import Role


@dataclass(frozen=True, slots=True)
class ReadyAccount:
    """One account that everybody may know; `code` is the scenario or vendor whose owner it is."""

    login: str
    password: str
    name: str
    role: Role
    code: str = ""


READY = (
    ReadyAccount("bureau", "demo-bureau-2026", "经信局演示", Role.BUREAU),
    ReadyAccount("enterprise", "demo-enterprise-2026", "场景方演示", Role.ENTERPRISE, "S001"),
    ReadyAccount("vendor", "demo-vendor-2026", "服务商演示", Role.VENDOR, "V001"),
)


def shown() -> tuple[ReadyAccount, ...]:
    """The ready accounts, where the running instance is a demonstration."""
    return READY if current_app.extensions["scenebridge.config"].demonstration else ()
