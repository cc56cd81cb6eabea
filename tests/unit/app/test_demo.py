"""The demo as text: the whole story on a real hub, with a clock that is moved."""

from __future__ import annotations

from desktop.app.demo.headless import play_headless


async def test_the_story_is_played_to_its_end() -> None:
    said: list[str] = []
    await play_headless(said.append)
    story = "\n".join(said)
    wanted = [
        "03:41:52  An alert: Checkout fails for 31 % of customers.",
        "Ana Okafor, Incident Manager, and Ben Sato, Incident Engineer.",
        "If the Manager's seat stays empty until 03:42:52, 10 people are woken, 7 of them asleep.",
        "03:42:11  Ana Okafor acknowledges",
        "03:42:52  Ben Sato sleeps through it. The Engineer's seat moves up alone: 9 people ring too.",
        "Mei Lindqvist takes the Engineer's seat.",
        "03:50:16  The monitor says that it is over.",
        "03:42  Ana Okafor took the Manager's seat (19 s after the page)",
        "03:46  Rolled back checkout-api to the release of yesterday. (Mei Lindqvist)",
    ]
    position = 0
    for line in wanted:
        assert line in story[position:], line
        position = story.index(line, position)
