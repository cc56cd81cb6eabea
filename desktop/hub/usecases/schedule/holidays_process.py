"""The process that knows public holidays; it ends at once, as its library is not the hub's to carry (20 MB).

python -P -m desktop.hub.usecases.schedule.holidays_process COUNTRY REGION [YEAR…]
python -P -m desktop.hub.usecases.schedule.holidays_process --many PLACES [YEAR…]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

import msgspec

from desktop.hub.usecases.schedule.holidays import MANY, Known


def main(arguments: Sequence[str]) -> int:
    """Tell the holidays of these years, or why there are none."""
    country, region, *years = arguments
    wanted = [int(year) for year in years]
    told: Known | list[Known]
    if country == MANY:
        places = msgspec.json.decode(region, type=list[tuple[str, str]])
        told = [_known(*place, wanted) for place in places]
    else:
        told = _known(country, region, wanted)
    sys.stdout.buffer.write(msgspec.json.encode(told))
    return 0


def _known(country: str, region: str, years: Sequence[int]) -> Known:
    import holidays

    countries = holidays.list_supported_countries(include_aliases=False)
    if country not in countries:
        close = get_close_matches(country.upper(), countries, 3, 0.4) if country.isascii() else []
        hint = f" It may be one of: {', '.join(close)}." if close else ""
        return Known(
            sentence=f"No holidays are known for the country “{country}”.",
            remedy=f"Use its two letters, such as DE, FR or US, or name closed dates yourself.{hint}",
        )
    if region and region not in countries[country]:
        regions = ", ".join(countries[country]) or "none"
        return Known(
            sentence=f"No region “{region}” of {country} is known.",
            remedy=f"Leave it out or use one of: {regions}.",
        )
    found: dict[date, str] = holidays.country_holidays(country, subdiv=region or None, years=years)
    return Known(dates=tuple(sorted(found)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
