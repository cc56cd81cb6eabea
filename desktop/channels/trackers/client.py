"""Runs errands over HTTP. Imported in the clerk's own process only: httpx costs the hub 15 MB."""

from __future__ import annotations

import ssl
from dataclasses import replace

import certifi
import httpx

from desktop.channels.result import SENT, Result, final, passing
from desktop.channels.trackers.account import Account, TrackerKind
from desktop.channels.trackers.errand import Errand, Report
from desktop.channels.trackers.exchange import Answer, Refused, Request
from desktop.channels.trackers.github import GITHUB
from desktop.channels.trackers.gitlab import GITLAB
from desktop.channels.trackers.jira import JIRA
from desktop.channels.trackers.vendor import Vendor

VENDORS = {TrackerKind.GITHUB: GITHUB, TrackerKind.GITLAB: GITLAB, TrackerKind.JIRA: JIRA}
CONNECT = 8.0
"""Seconds."""


def new_client(patience: float) -> httpx.Client:
    """A client that waits `patience` seconds for each answer. It trusts whom the system trusts (a tracker of
    one's own), and the usual ones."""
    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())
    return httpx.Client(
        verify=trust,
        timeout=httpx.Timeout(patience, connect=min(CONNECT, patience)),
        headers={"User-Agent": "Pairwatch"},
    )


def run(errand: Errand, http: httpx.Client) -> Report:
    """Do one errand: each of its requests once."""
    vendor = VENDORS[errand.account.kind]
    talk = vendor.talk(errand.account, errand.work)
    repeatable = True
    try:
        request = next(talk)
        while True:
            repeatable = request.repeatable
            request = talk.send(_exchange(http, vendor, errand.account, request))
    except StopIteration as end:
        return Report(id=errand.id, result=SENT, ticket=end.value)
    except Refused as refused:
        return Report(id=errand.id, result=_doubt(refused.result, repeatable=repeatable))


def _exchange(http: httpx.Client, vendor: Vendor, account: Account, request: Request) -> Answer:
    name = account.kind.vendor
    try:
        response = http.request(
            request.method,
            vendor.root(account) + request.path,
            params=dict(request.query) or None,
            json=request.body,
            headers=dict(vendor.headers(account)),
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            refused = final(f"The certificate of {name} is not trusted. Check the url, or add its authority.")
        else:
            refused = passing(f"{name} cannot be reached.")
        raise Refused(refused) from error
    except httpx.TimeoutException as error:
        raise Refused(passing(f"{name} did not answer in time.", doubtful=True)) from error
    except httpx.TransportError as error:
        raise Refused(passing(f"{name} broke off before it answered.", doubtful=True)) from error
    except (httpx.InvalidURL, httpx.HTTPError, UnicodeError) as error:
        raise Refused(final(f"{name} cannot be asked. Check url and token under [tracker].")) from error
    headers = {key.lower(): value for key, value in response.headers.items()}
    return Answer(status=response.status_code, headers=headers, body=response.content)


def _doubt(result: Result, *, repeatable: bool) -> Result:
    """Made again it does no harm: then nothing is doubtful."""
    return replace(result, doubtful=False) if repeatable else result
