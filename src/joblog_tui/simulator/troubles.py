"""What goes wrong: the reason codes of failed attempts, and what the worker says about them.

Texts are filled in with ``app`` (its name), ``who`` (an address or account) and ``n`` (a small number).
"""

from dataclasses import dataclass

from joblog_tui.simulator.dice import Table


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an attempt failed: ``code`` for machines, ``text`` for people."""

    code: str
    text: str


MFA_TIMEOUT = Trouble("mfa_timeout", "one-time code not accepted within 15s")
RATE_LIMITED = Trouble("rate_limited", "429 from {app}: too many requests, retry after {n}s")
UNAVAILABLE = Trouble("app_unavailable", "503 from {app}: scheduled maintenance")
TIMED_OUT = Trouble("timed_out", "no answer from {app} within 120s")
CREDENTIALS = Trouble("invalid_credentials", "{app} did not accept the stored password")
SELECTOR = Trouble("selector_changed", "button 'Save changes' not found: {app} has a new settings page")
CAPTCHA = Trouble("captcha_required", "{app} asks for a captcha after {n} sign-ins from one address")
SESSION = Trouble("session_expired", "{app} ended the session while the page was loading")
MAIL = Trouble("verification_mail_missing", "no verification mail from {app} in the shared mailbox within 90s")
SEATS = Trouble("seat_limit_reached", "all {n}5 seats of {app} are taken; free one or raise the plan")
PERMISSION = Trouble("permission_denied", "the connected account may not manage members in {app}")
EXISTS = Trouble("user_conflict", "{who} is a member of another {app} organisation")
NOT_FOUND = Trouble("user_not_found", "{who} has no account in {app}")
LAST_ADMIN = Trouble("last_admin", "{who} is the only admin of {app}; name another one first")
REUSE = Trouble("password_reuse", "{app} refuses any of the last {n} passwords")
CONFLICT = Trouble("directory_conflict", "two profiles in the directory share the address {who}")
TOKEN = Trouble("token_revoked", "{app} revoked the API token; reconnect the app")
ROLE = Trouble("role_unknown", "{app} has no role 'Contributor' any more")
ENROLMENT = Trouble("mfa_enrolment_refused", "{app} requires a hardware key for this account")
APPROVAL = Trouble("approval_required", "turning off the second factor of {who} needs a second admin")

WORKER_LOST = Trouble("worker_lost", "no sign of life from the worker for {n}0m, given up")

PASSING: dict[str, Table[Trouble]] = {
    "adding_users": Table((5, RATE_LIMITED), (3, UNAVAILABLE), (2, TIMED_OUT), (1, SESSION)),
    "syncing_users": Table((8, RATE_LIMITED), (3, TIMED_OUT), (2, UNAVAILABLE)),
    "updating_user_roles": Table((4, RATE_LIMITED), (2, TIMED_OUT), (2, SESSION)),
    "removing_users": Table((4, RATE_LIMITED), (2, UNAVAILABLE), (2, SESSION)),
    "rotating_passwords": Table((5, MFA_TIMEOUT), (3, MAIL), (3, SESSION), (2, UNAVAILABLE), (2, CREDENTIALS)),
    "turning_on_mfa": Table((5, MFA_TIMEOUT), (3, SESSION), (2, MAIL)),
    "turning_off_mfa": Table((4, MFA_TIMEOUT), (2, SESSION)),
    "logging_in": Table((4, MFA_TIMEOUT), (2, CAPTCHA), (2, TIMED_OUT), (1, CREDENTIALS)),
}
"""What another attempt may cure, by task."""

LASTING: dict[str, Table[Trouble]] = {
    "adding_users": Table((6, SEATS), (2, PERMISSION), (2, EXISTS), (1, SELECTOR)),
    "syncing_users": Table((4, TOKEN), (3, CONFLICT), (2, PERMISSION), (2, RATE_LIMITED)),
    "updating_user_roles": Table((4, ROLE), (3, PERMISSION), (3, LAST_ADMIN), (1, NOT_FOUND)),
    "removing_users": Table((4, LAST_ADMIN), (3, NOT_FOUND), (2, PERMISSION), (1, SELECTOR)),
    "rotating_passwords": Table((6, CREDENTIALS), (4, SELECTOR), (3, MFA_TIMEOUT), (2, REUSE), (2, CAPTCHA)),
    "turning_on_mfa": Table((4, ENROLMENT), (3, SELECTOR), (2, CREDENTIALS)),
    "turning_off_mfa": Table((4, APPROVAL), (2, SELECTOR), (1, PERMISSION)),
    "logging_in": Table((5, CREDENTIALS), (3, CAPTCHA), (2, MFA_TIMEOUT)),
}
"""What ends a job as Not completed, by task."""
