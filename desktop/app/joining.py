"""This computer becomes a desktop of somebody's hub, or stops being one: config and token together."""

from __future__ import annotations

from dataclasses import replace

from desktop.app.config import SharedHub, read_config, write_config
from desktop.app.hub_token import TOKEN_FILE, secret_name
from desktop.app.local_hub import write_private
from desktop.client.join import JoinedHub, join
from desktop.core.errors import PairwatchError
from desktop.oslayer.paths import Paths
from desktop.oslayer.secrets import Place, Secrets


async def join_hub(invitation: str, paths: Paths, *, token_in_file: bool = False) -> JoinedHub:
    """Exchange the invitation, once it is sure that the token can be kept: the code is good once. From the
    next start on this desktop uses that hub. Raises PairwatchError."""
    secrets = Secrets()
    if not token_in_file:
        probe = await secrets.set("probe", "can a secret be kept here?")
        await secrets.delete("probe")
        if probe.place is not Place.KEYRING:
            raise PairwatchError(
                "There is no keyring here that opens, and the token must be kept somewhere.",
                "Unlock or install one (gnome-keyring, KWallet), or use: pairwatch join --token-in-file",
            )
    config = read_config(paths.config)
    joined = await join(invitation)
    if token_in_file:
        write_private(paths.config / TOKEN_FILE, joined.access.token.encode())
    else:
        (paths.config / TOKEN_FILE).unlink(missing_ok=True)
        await secrets.set(secret_name(joined.access.address), joined.access.token)
    hub = SharedHub(
        address=joined.access.address, responder=joined.responder, certificate=joined.access.certificate
    )
    write_config(paths.config, replace(config, hub=hub))
    return joined


async def leave_hub(paths: Paths) -> None:
    """From the next start on this desktop uses a hub of its own again; the token is forgotten here. To come
    back takes a new invitation."""
    config = read_config(paths.config)
    if config.hub is None:
        return
    write_config(paths.config, replace(config, hub=None))
    (paths.config / TOKEN_FILE).unlink(missing_ok=True)
    await Secrets().delete(secret_name(config.hub.address))
