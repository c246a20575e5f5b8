"""Who acts: people of many cultures, roles, teams and handles, and machines with people's names."""

import pytest

from blameaware.language.tagger import PEOPLE, read

NAMED = """
Oluwaseun; Nguyễn Văn An; Xiaoming; Li Wei; Siobhán; Þóra; Håkon; Haruto; Ji-ho; Rajesh-san;
Wanjiru Kamau; Abu Bakr; Harpreet; Tsering; Aroha; Itzel; Oleksandr; Łukasz; Zoë; Jan-Ole;
O'Brien; Mr. Adeyemi; Mr Boateng; Dr. Haddad-Lund; Señor Ruiz; Frau Özdemir; Van der Berg;
Maria de la Cruz; Emily van Dyke; J. Kim; 田中; محمد; Иван; @maria.s; j.kim@; ahmed
"""
OTHERS = """
the on-call; the night shift; whoever was on call; the new guy; The DBA; Ops; The SRE team;
AWS support; Our ISP; She; I; You; someone; somebody on the platform team; a certain engineer;
One of the nurses; Two engineers; The surgeon, who was tired,; Kwame and Ines; Dana (on call);
Dana (SRE, night shift); Dana from payments; At 10:02 Priya; On Friday evening, Li Wei;
The vendor's technician; Devon from QA; The duty manager; The truck driver; Will; May; Mark
"""
MACHINES = """
Jenkins; Sentry; Grafana; Elastic; Puppet; Bamboo; Siri; Consul; Vault; Salt; Splunk; Kafka;
Redis; Cassandra; Athena; Dagster; Airflow; Argo; Istio; Envoy; Lambda; Hazelcast; Maven; Babel;
Jira; Trello; Slack; Zoom; VictorOps; Gerrit; Bazel; Mesos; Thanos; Celery; The worker;
The package manager; The CSI driver; The user agent; The scheduler; The cron job; It;
The runbook; The load balancer; The alert for the payments team; The alert (p95)
"""
AS_A_MACHINE = """
Jasper failed to render the report; Claude failed to compile it; Ruby failed to start;
Loki crashed twice; Aurora failed over twice; Alexa timed out; Travis hung for an hour;
Victor failed to load; The driver failed to load; The agent crashed; Luigi retried the task;
Jenkins should have failed the build; Ada failed to compile; Julia failed to compile
"""
AS_A_PERSON = """
Jasper forgot the flag; Claude should have asked; Ruby approved the change; Travis ignored the page;
Julia should have asked; Ada told nobody; Jenkins forgot his badge; The driver ignored the sign;
The pilot failed to start the engine; Alexa merged it; Victor skipped the review
"""


def entries(text: str) -> list[str]:
    return [entry.strip() for entry in text.replace("\n", " ").split(";")]


def subject(text: str, word: str) -> str:
    reading = read(text)
    return reading.subjects[reading.norms.index(word)]


def subject_of_first_verb(text: str) -> str:
    return read(f"{text}.").subjects[2 if text.startswith("The ") else 1]


@pytest.mark.parametrize("agent", entries(NAMED) + entries(OTHERS))
def test_people_act(agent: str) -> None:
    assert subject(f"{agent} skipped it.", "skipped") in PEOPLE


@pytest.mark.parametrize("agent", entries(MACHINES))
def test_machines_act(agent: str) -> None:
    assert subject(f"{agent} skipped it.", "skipped") in "SDHix"


@pytest.mark.parametrize("text", entries(AS_A_MACHINE))
def test_a_name_that_machines_bear_is_a_machine_by_what_it_does(text: str) -> None:
    assert subject_of_first_verb(text) in "SDHix"


@pytest.mark.parametrize("text", entries(AS_A_PERSON))
def test_a_name_that_machines_bear_is_a_person_by_what_they_do(text: str) -> None:
    assert subject_of_first_verb(text) in PEOPLE


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The check was skipped by Tomasz.", "tomasz"),
        ("The check was skipped by the night crew.", "crew"),
        ("The check was skipped by someone in finance.", "someone"),
    ],
)
def test_a_by_phrase_names_who_acts(text: str, word: str) -> None:
    reading = read(text)
    assert reading.symbols[reading.norms.index(word)] in {"PERSON", "TEAM", "VEILED"}


def test_where_nobody_is_named_nobody_acts() -> None:
    assert subject("Skipped the check again.", "skipped") == "0"
