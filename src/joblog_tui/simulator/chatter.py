"""What workers say while they work. Filled in with ``app``, ``who``, ``n`` and ``ms`` (small and larger numbers)."""

Line = tuple[str, str]
"""A level and a message."""

AT_WORK: dict[str, tuple[Line, ...]] = {
    "adding_users": (
        ("debug", 'GET /Users?filter=userName eq "{who}" answered in {ms} ms'),
        ("info", "{who} has no account in {app} yet"),
        ("info", "{n} seats left on the plan of {app}"),
        ("info", "invitation sent to {who}"),
        ("debug", "invitation accepted through the shared mailbox after {ms} ms"),
    ),
    "syncing_users": (
        ("info", "read {n}2 profiles from the directory"),
        ("debug", "page {n} answered in {ms} ms, next cursor present"),
        ("info", "{n} profiles differ: names, titles or groups"),
        ("warn", "2 profiles without a work address skipped"),
        ("debug", "quota of {app}: {ms} of 3,000 calls left in this minute"),
    ),
    "updating_user_roles": (
        ("debug", "roles of {who} in {app} read in {ms} ms"),
        ("info", "role in {app}: Viewer to Contributor"),
        ("warn", "custom role 'Approver 2' kept, it is not managed here"),
        ("info", "{n} permissions granted, none taken"),
    ),
    "removing_users": (
        ("info", "{n} documents of {who} handed over to the team lead"),
        ("debug", "DELETE /members answered 204 in {ms} ms"),
        ("info", "sessions of {who} in {app} ended"),
        ("warn", "{app} keeps the mailbox of {who} for 30 days"),
    ),
    "rotating_passwords": (
        ("info", "signed in to {app}"),
        ("debug", "one-time code entered after {ms} ms"),
        ("info", "password page reached"),
        ("debug", "selector #new-password found after {ms} ms"),
        ("info", "new password set: 24 characters, policy 'strong'"),
        ("warn", "{app} signed {n} other sessions out"),
        ("info", "signed in with the new password"),
    ),
    "turning_on_mfa": (
        ("info", "signed in to {app}"),
        ("info", "security page reached"),
        ("debug", "QR code read in {ms} ms"),
        ("info", "secret stored in the vault, first code accepted"),
        ("info", "{n} backup codes stored in the vault"),
    ),
    "turning_off_mfa": (
        ("info", "signed in to {app} with a one-time code"),
        ("warn", "{app} will accept the password alone from now on"),
        ("debug", "confirmation dialogue answered after {ms} ms"),
    ),
    "logging_in": (
        ("debug", "sign-in page of {app} loaded in {ms} ms"),
        ("info", "password and one-time code entered"),
        ("info", "'trust this device' declined"),
        ("debug", "{n} cookies handed to the browser extension"),
    ),
}
"""The lines of one attempt, in the order in which they can be said."""

DONE: dict[str, tuple[str, ...]] = {
    "adding_users": ("{who} can use {app}", "account of {who} active in {app}", "{who} added, seat {n} taken"),
    "syncing_users": (
        "{n} profiles changed in {app}, the rest was in line",
        "{app} is in line with the directory",
        "{app}: {n} changed, 1 deactivated",
    ),
    "updating_user_roles": ("{who} is Contributor in {app}", "roles in {app} as the team has them"),
    "removing_users": ("{who} has no access to {app} any more", "{who} removed from {app}, seat freed"),
    "rotating_passwords": (
        "password of {app} rotated, version {n} in the vault",
        "rotated and verified by signing in, version {n}",
    ),
    "turning_on_mfa": ("second factor of {app} is on", "{app} asks for a one-time code from now on"),
    "turning_off_mfa": ("second factor of {app} is off", "{app}: second factor removed, owners told"),
    "logging_in": ("signed in to {app}", "session in {app} is fresh"),
}
"""The last word of a job that went well."""
