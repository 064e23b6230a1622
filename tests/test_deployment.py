"""What is written for other machines agrees with what runs on this one."""

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.urls import reverse

from danvan.processes import LONG_QUEUES, QUEUES

ROOT = Path(__file__).parent.parent
# Read by docker compose or gunicorn alone, never by the portal.
ONLY_FOR_COMPOSE = {
    "POSTGRES_PASSWORD", "DANVAN_HTTP_PORT", "DANVAN_HTTPS_PORT", "DANVAN_NGINX_CONF",
    "DANVAN_WITH_OFFICE", "WEB_CONCURRENCY",
}  # fmt: skip


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(text_of("docker-compose.yml"))


def variables_the_portal_reads():
    code = text_of("danvan/settings.py") + text_of("danvan/environment.py")
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z][A-Z0-9_]+)\"", code)) | set(
        re.findall(r"\"(DANVAN_[A-Z0-9_]+)\"", code)
    )


def test_the_example_names_every_variable_and_no_other():
    described = set(
        re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", text_of(".env.example"), re.MULTILINE)
    )

    assert described == variables_the_portal_reads() | ONLY_FOR_COMPOSE


def test_compose_sets_only_what_the_portal_reads(compose):
    assert set(compose["x-danvan"]["environment"]) - variables_the_portal_reads() == set()


def test_every_queue_has_a_worker_on_every_machine(compose):
    commands = " ".join(service.get("command") or "" for service in compose["services"].values())

    served = ",".join(re.findall(r"--queues (\S+)", commands)).split(",")

    assert sorted(served) == sorted(QUEUES + LONG_QUEUES)


def test_only_the_proxy_can_be_reached_from_outside(compose):
    open_to_all = {name for name, service in compose["services"].items() if "ports" in service}

    assert open_to_all == {"proxy"}


def test_no_service_waits_for_one_that_is_not_there(compose):
    names = set(compose["services"])

    awaited = {
        other for service in compose["services"].values() for other in service.get("depends_on", ())
    }

    assert awaited - names == set()


PROXIES = sorted((ROOT / "docker").glob("nginx-*.conf"))


@pytest.mark.parametrize("path", PROXIES, ids=lambda path: path.name)
def test_the_proxy_passes_on_the_host_and_lets_no_client_claim_tls(path):
    """A location that sets one header loses all that were set outside it, the host among them."""
    text = path.read_text(encoding="utf-8")
    locations = re.split(r"^ +location ", text, flags=re.MULTILINE)[1:]

    assert len(locations) == 1
    assert "include /etc/nginx/proxy.inc;" in locations[0]
    assert "proxy_set_header X-Forwarded-Proto https;" in locations[0]


@pytest.mark.parametrize("path", PROXIES, ids=lambda path: path.name)
def test_no_log_of_the_proxy_keeps_the_secret_of_a_calendar_feed(path):
    """Each server says so itself: it would log everything by default."""
    text = path.read_text(encoding="utf-8")
    before, *servers = re.split(r"^server {", text, flags=re.MULTILINE)

    assert re.search(r"map \$uri \$is_logged {\s+~\^/lich/ 0;", before)
    assert reverse("calendar_feed", args=["x"]).startswith("/lich/")
    assert all("if=$is_logged;" in server for server in servers)


@pytest.mark.parametrize(
    "name",
    sorted(
        [*(ROOT / "scripts").glob("*.sh"), *(ROOT / "docker").glob("*.sh"), ROOT / ".ci" / "run"]
    ),
    ids=lambda path: path.name,
)
def test_shell_programs_are_well_formed(name):
    shell = "bash" if "bash" in name.read_text(encoding="utf-8").splitlines()[0] else "sh"

    assert subprocess.run([shell, "-n", name], capture_output=True).stderr == b""


def test_make_knows_every_command_that_is_promised():
    promised = {"setup", "demo", "test", "check", "bench", "chaos", "fmt", "clean"}

    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))

    assert promised - targets == set()
