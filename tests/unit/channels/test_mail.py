"""How a mail is composed; the sending is tested against a real SMTP server."""

from __future__ import annotations

from dataclasses import replace

from desktop.channels.mail import MailAddress, compose
from desktop.channels.message import Attachment, Message, Thread

ADDRESS = MailAddress(
    host="mail.example.com", port=25, sender="status@example.com", recipients=("list@example.com",)
)
FIRST = Message(
    subject="Problems with the checkout",
    text="We look into it.",
    thread=Thread(id="i1", message="u1", starts=True, subject="Problems with the checkout"),
)
SECOND = Message(
    subject="The checkout: cause found",
    text="We know why.",
    thread=Thread(id="i1", message="u2", starts=False, subject="Problems with the checkout"),
)


def test_the_first_mail_starts_the_thread():
    mail = compose(ADDRESS, FIRST)
    assert mail["Message-ID"] == "<i1@example.com>"
    assert mail["In-Reply-To"] is None
    assert mail["References"] is None
    assert mail["Subject"] == "Problems with the checkout"
    assert mail.get_content() == "We look into it.\n"


def test_the_next_ones_are_in_it_and_keep_its_subject():
    mail = compose(ADDRESS, SECOND)
    assert mail["Message-ID"] == "<i1.u2@example.com>"
    assert mail["In-Reply-To"] == mail["References"] == "<i1@example.com>"
    assert mail["Subject"] == "Re: Problems with the checkout"
    assert mail.get_content() == "The checkout: cause found\n\nWe know why.\n"


def test_sent_again_it_is_the_same_mail():
    assert compose(ADDRESS, SECOND).as_bytes() == compose(ADDRESS, SECOND).as_bytes()


def test_several_recipients_do_not_see_each_other():
    both = replace(ADDRESS, recipients=("a@example.com", "b@example.com"))
    assert b"a@example.com" not in compose(both, FIRST).as_bytes()
    assert compose(ADDRESS, FIRST)["To"] == "list@example.com"


def test_a_subject_of_several_lines_is_one():
    broken = replace(FIRST, thread=replace(FIRST.thread, subject="Down\r\nBcc: all@example.com"))
    assert compose(ADDRESS, broken)["Subject"] == "Down Bcc: all@example.com"
    assert compose(ADDRESS, broken)["Bcc"] is None


def test_no_out_of_office_answers_are_wanted():
    assert compose(ADDRESS, FIRST)["Auto-Submitted"] == "auto-generated"


def test_a_page_is_shown_beside_the_text_and_goes_along_whole():
    page = Attachment(name="retro.html", html="<h1>Ünïcode</h1>")
    mail = compose(ADDRESS, replace(FIRST, html="<p>Short</p>", attachment=page))
    plain, shown = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert shown is not None
    assert (plain.get_content(), shown.get_content()) == ("We look into it.\n", "<p>Short</p>\n")
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("retro.html", "text/html")
    assert file.get_payload(decode=True) == page.html.encode()
