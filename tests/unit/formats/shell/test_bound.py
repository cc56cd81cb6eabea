"""Which commands take variables, and how they look afterwards. tests/integration runs them."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.formats.run_book.reader import read_run_book
from desktop.formats.shell.bound import UnsafeValue, bind
from desktop.formats.shell.words import UnsafeCommand
from tests.ui.story import NIGHT


class TestReferences:
    @pytest.mark.parametrize(
        ("command", "text"),
        [
            ("df {{ path }}", 'df "${PW_PATH}"'),
            ('echo "on {{path}}!"', 'echo "on ${PW_PATH}!"'),
            ("echo 'on {{ path }}!'", "echo 'on '\"${PW_PATH}\"'!'"),
            ("echo $(basename {{ path }})", 'echo $(basename "${PW_PATH}")'),
            ('echo "$(basename {{ path }})"', 'echo "$(basename "${PW_PATH}")"'),
            ('echo "it\'s {{ path }}"', 'echo "it\'s ${PW_PATH}"'),
            ("echo don\\'t {{ path }}", 'echo don\\\'t "${PW_PATH}"'),
            ("df {{ path }} # of {{ path }}, isn't it", 'df "${PW_PATH}" # of {{ path }}, isn\'t it'),
            ("dig {{ path }} 2>/dev/null", 'dig "${PW_PATH}" 2>/dev/null'),
            ("nc -z {{ path }}:443", 'nc -z "${PW_PATH}":443'),
            ("kubectl logs deploy/{{ path }}", 'kubectl logs deploy/"${PW_PATH}"'),
            ("kubectl get pods -n {{ path }} | awk '{print $1}'", None),
            ("sh -c 'df \"$1\"' sh {{ path }}", None),
            ("ssh {{ path }} df -h", None),
            ("ssh -p {{ path }} web df -h", None),
            ("sudo -u postgres psql -h {{ path }} -c 'select 1'", None),
            ("if ping -c1 {{ path }}; then echo yes; fi", None),
            ("set -eu\ndf {{ path }}", None),
            ("awk -v p={{ path }} '{print p}' /dev/null", None),
            ("sed -n 1p {{ path }}", None),
            ("sed -ne 1p -e 2p {{ path }}", None),
            ("awk -F: '{ print $1 }' {{ path }}", None),
            ("jq -r .a {{ path }}", None),
            ("bash -euo pipefail -c 'df \"$1\"' bash {{ path }}", None),
            ("bash -x check.sh {{ path }}", None),
            ("python3 check.py --host={{ path }}", None),
            ("python3 -c 'import sys; print(sys.argv)' {{ path }}", None),
            ("perl -ne 'print' {{ path }}", None),
            ("git -C /srv log -1 {{ path }}", None),
            ("curl -sS https://{{ path }}/healthz | jq .status", None),
        ],
    )
    def test_a_place_becomes_a_reference(self, command: str, text: str | None) -> None:
        bound = bind(command)
        assert "{{" not in bound.text.partition("#")[0]
        assert bound.names == (("path", "PW_PATH"),)
        if text is not None:
            assert bound.text == text

    def test_without_variables_it_stays_as_it_is(self) -> None:
        command = "eval $(x) <<EOF\n`y`\nEOF"
        assert bind(command).text == command

    def test_names_that_would_be_the_same_are_told_apart(self) -> None:
        bound = bind("echo {{ a.b }} {{ a-b }} {{ A.B }}")
        assert len({called for _, called in bound.names}) == 3

    def test_a_value_is_never_in_the_text(self) -> None:
        assert "secret" not in bind("echo {{ a }}").text
        assert bind("echo {{ a }}").environment({"a": "secret"}) == {"PW_A": "secret"}


REFUSED = """
eval echo {{ x }}
eval "$(y)"; echo {{ x }}
sh -c "df {{ x }}"
sh -c 'df {{ x }}'
bash -lc "df {{ x }}"
sh -c $PROGRAM {{ x }}
sh -c 'eval $1' sh {{ x }}
sh -c 'ssh web "$1"' sh {{ x }}
sudo sh -c "df {{ x }}"
sudo -u root sh -c "df {{ x }}"
sudo -u root ssh web "df {{ x }}"
env A=1 /bin/bash -c "df {{ x }}"
kubectl exec pod -- sh -c "df {{ x }}"
kubectl exec pod -- {{ x }}
docker exec web bash -c 'df {{ x }}'
ssh web "df {{ x }}"
ssh web df {{ x }}
ssh {{ x }} df {{ y }}
ssh -o ProxyCommand={{ x }} web
ssh -o {{ x }} web
ssh -oProxyCommand={{ x }} web
ssh -F {{ x }} web
ssh web "$(echo {{ x }})"
echo `df {{ x }}`
echo "`df {{ x }}`"
echo $((1 + {{ x }}))
echo ${A:-{{ x }}}
echo $'{{ x }}'
echo \\{{ x }}
echo "\\{{ x }}"
echo ${{ x }}
echo "${{ x }}"
echo {a,{{ x }}}
{{ x }}
{{ x }} -v
sudo {{ x }}
timeout 5 {{ x }}
$(echo {{ x }})
A={{ x }}; ssh web "$A"
A={{ x }} df
A=$(echo {{ x }}); ssh web "$A"
export A={{ x }}
for a in {{ x }}; do ssh web $a; done
set -- {{ x }}
echo {{ x }} | sh
echo {{ x }} | sudo bash
echo {{ x }} | xargs df
echo {{ x }} | ssh web sh
echo {{ x }} | { cat; ssh web sh; }
echo {{ x }} | psql
echo {{ x }} | python3 -
echo {{ x }} | while read a; do ssh web $a; done
awk '{print "{{ x }}"}' f
awk {{ x }} f
sed -e s/{{ x }}/y/ f
sed "s/{{ x }}/y/" f
perl -e "print '{{ x }}'"
python3 -c 'print("{{ x }}")'
python3 {{ x }}
psql -c "select '{{ x }}'"
psql --command="select '{{ x }}'"
psql -v a={{ x }}
mysql -e "select '{{ x }}'"
sqlite3 db {{ x }}
find / -name a -exec {{ x }} ';'
tar --to-command={{ x }} -xf a
echo a > {{ x }}
cat < {{ x }}
cat <<EOF {{ x }}
a
EOF
cat <<EOF
{{ x }}
EOF
cat <(echo {{ x }})
f() { eval $1; }; f {{ x }}
case {{ x }} in a) b;; esac
[[ {{ x }} -eq 1 ]]
[ -v {{ x }} ]
printf {{ x }}
printf -v {{ x }} a
trap {{ x }} EXIT
. {{ x }}
echo 'a {{ x }}
echo "a {{ x }}
echo (a {{ x }}
bash -c -v {{ x }} {{ x }}
bash -c -o pipefail {{ x }}
bash -o pipefail {{ x }}
bash --rcfile f {{ x }}
bash $A {{ x }}
bash -c $A {{ x }}
busybox sh -c "df {{ x }}"
busybox {{ x }}
node -r ./a {{ x }}
python3 -W ignore {{ x }}
python3 $A {{ x }}
perl -e 'print 1' -e {{ x }}
perl -I a {{ x }}
awk -F : {{ x }}
awk --source {{ x }}
awk -i a {{ x }}
sed p {{ x }} -e {{ x }}
sed --expression={{ x }} f
sed $A {{ x }}
jq -L a {{ x }}
watch df {{ x }}
git -c {{ x }} log
git {{ x }}
ansible web -a "df {{ x }}"
gcloud compute ssh web --command={{ x }}
ncat --sh-exec {{ x }} web 80
sort --compress-program={{ x }} f
su - {{ x }}
curl -o {{ x }} https://a
curl -K {{ x }}
"""


def _refused() -> list[str]:
    """A command a line; a here-document goes on until its end."""
    found: list[str] = []
    is_open = False
    for line in REFUSED.strip().splitlines():
        if is_open:
            found[-1] += f"\n{line}"
            is_open = line != "EOF"
        else:
            found.append(line)
            is_open = "<<EOF" in line
    return found


class TestRefused:
    @pytest.mark.parametrize("command", _refused())
    def test_what_could_read_a_value_twice(self, command: str) -> None:
        with pytest.raises(UnsafeCommand) as refused:
            bind(command)
        assert refused.value.sentence.endswith(".")
        assert refused.value.remedy

    @given(st.text(alphabet="abc \\\"'`$(){}|&;<>#\n-=*", max_size=30), st.text(max_size=20))
    def test_anything_is_bound_or_refused(self, before: str, after: str) -> None:
        command = f"{before}{{{{ x }}}}{after}"
        try:
            bound = bind(command)
        except UnsafeCommand:
            return
        assert [called for _, called in bound.names] in ([], ["PW_X"])

    @pytest.mark.parametrize("letter", ["\u202e", "\u200b", "\x1b", "\u2028", "\0", "\r"])
    def test_what_cannot_be_seen(self, letter: str) -> None:
        with pytest.raises(UnsafeCommand, match="cannot be seen"):
            bind(f"df /{letter}a")

    def test_the_samples_that_ship_take_their_variables(self) -> None:
        folder = files("desktop.resources").joinpath("run_books")
        books = [read_run_book(file.read_text(), id="a", changed_at=NIGHT) for file in folder.iterdir()]
        commands = [one.command for book in books for one in book.diagnostics if one.command]
        assert len(commands) > 10
        for command in commands:
            assert "{{" not in bind(command).text


class TestValues:
    def test_one_that_would_be_an_option_is_refused(self) -> None:
        bound = bind("df {{ path }}")
        for value in ("-oProxyCommand=touch pwned", "-", "--help"):
            with pytest.raises(UnsafeValue, match="hyphen"):
                bound.environment({"path": value})
        assert bind("df /{{ path }}").environment({"path": "-x"}) == {"PW_PATH": "-x"}

    def test_also_after_two_hyphens_for_they_may_be_somebody_elses(self) -> None:
        with pytest.raises(UnsafeValue, match="hyphen"):
            bind("sudo -- df {{ path }}").environment({"path": "-x"})

    @pytest.mark.parametrize("value", ["a\0b", "\ud800", "x" * 1_000_000])
    def test_one_that_can_be_no_argument_is_refused(self, value: str) -> None:
        with pytest.raises(UnsafeValue):
            bind("echo {{ a }}").environment({"a": value})

    def test_one_that_is_missing_is_told(self) -> None:
        with pytest.raises(UnsafeValue, match="says no a"):
            bind("echo {{ a }}").environment({})

    @pytest.mark.parametrize("value", ["$(touch pwned)", "a;b", "a b", "@file", "\u201dx\u201d"])
    def test_programs_that_read_values_get_plain_ones_only(self, value: str) -> None:
        for command in ("ssh {{ a }} df", "curl -d {{ a }} https://b", "rsync {{ a }}:b c"):
            with pytest.raises(UnsafeValue):
                bind(command).environment({"a": value})
        assert bind("ssh {{ a }} df").environment({"a": "ana@web-1.example.com"})
