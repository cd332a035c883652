from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role
from deployments.models import Assessment, GpuPool
from deployments.selectors import assessment_inputs
from deployments.services.sizing import request_sizing, size_assessment
from deployments.tasks import size_assessment as sizing_task
from jobs.models import Job
from tests.deployments.factories import (
    GPU,
    LLAMA_70B,
    SAMPLES,
    Draft,
    as_sent,
    draft,
    person,
    ready_to_size,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.deployments.addresses")]

STEPS = ("model", "hardware", "workload", "site", "costs", "sovereignty", "questionnaire")
READERS = {
    Role.ADMINISTRATOR,
    Role.HR_LEADER,
    Role.INITIATIVE_OWNER,
    Role.ENGINEERING_LEAD,
    Role.EXECUTIVE,
}
EDITORS = {Role.ADMINISTRATOR, Role.ENGINEERING_LEAD}


def page(name: str, made: Draft) -> str:
    return reverse(f"deployments:{name}", args=[made.assessment_id])


def sent(engineer: Client, made: Draft, step: str) -> dict[str, str]:
    """What a browser sends back when nobody changes anything."""
    return as_sent(engineer.get(page(step, made)).context["form"])


def upload(engineer: Client, made: Draft, content: bytes, name: str = "host.xml") -> str:
    files = {"listings": SimpleUploadedFile(name, content)}
    response = engineer.post(page("inventory", made), files, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_from_a_name_to_a_result_through_the_pages(engineer: Client) -> None:
    engineer.post(reverse("deployments:new"), {"name": "Service desk"})
    made = Draft(person(), Assessment.objects.get().pk)
    listing = (SAMPLES / "nvidia-smi-8xh100.xml").read_bytes()

    chosen = {**sent(engineer, made, "model"), "catalog_model": LLAMA_70B}
    after_model = engineer.post(page("model", made), chosen)
    upload(engineer, made, listing)
    for step in ("workload", "site", "costs", "sovereignty"):
        response = engineer.post(page(step, made), sent(engineer, made, step))
        assert response.status_code == 302, step
    engineer.post(page("questionnaire", made), {"then": "size"})
    sizing_task(str(Job.objects.get().pk))
    result = engineer.get(page("assessment", made)).content.decode()

    assert after_model.headers["Location"] == page("hardware", made)
    assert "Fits" in result
    assert "Where it should run" in result
    assert "What else would do" in result
    assert "aiconfigurator" in result  # the source of the device's figures


@pytest.mark.parametrize("step", STEPS)
def test_a_saved_step_shows_what_was_saved_and_saves_it_again(engineer: Client, step: str) -> None:
    made = ready_to_size()
    before = assessment_inputs(made.assessment_id)
    if step != "hardware":  # its form adds one more pool
        response = engineer.post(page(step, made), sent(engineer, made, step))
        assert response.status_code == 302

    assert engineer.get(page(step, made)).status_code == 200
    assert assessment_inputs(made.assessment_id) == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<nvidia_smi_log><gpu>", "The XML ends early or is damaged."),
        ((GPU / "rocm_smi.txt").read_bytes(), "This is the output of an AMD tool."),
        ((GPU / "mig_a100.xml").read_bytes(), "The devices are cut into MIG partitions"),
        (b"accelerator,count\n=1+1,8\n", "line 2"),
        (b"", "The submitted file is empty."),
    ],
    ids=["truncated", "amd", "mig", "formula", "empty"],
)
def test_refused_listing_is_explained_on_the_page(
    engineer: Client, content: bytes, message: str
) -> None:
    made = draft()

    shown = upload(engineer, made, content)

    assert message in shown
    assert not GpuPool.objects.exists()


def test_refused_configuration_is_explained_and_the_form_stays_filled(engineer: Client) -> None:
    made = draft()
    data = {**sent(engineer, made, "model"), "weights": "fp8"}
    config = SimpleUploadedFile("package.json", b'{"name": "left-pad"}')

    response = engineer.post(page("model", made), {**data, "config_file": config})

    shown = response.content.decode()
    assert "This JSON does not describe a language model." in shown
    assert '<option value="fp8" selected>' in shown


def test_contradiction_is_shown_above_the_form(engineer: Client) -> None:
    made = draft()
    data = {**sent(engineer, made, "workload"), "max_context_tokens": "100"}

    shown = engineer.post(page("workload", made), data).content.decode()

    assert "The longest context (100 tokens) is shorter" in shown


def test_sizing_too_early_names_what_is_missing(engineer: Client) -> None:
    made = draft()

    response = engineer.post(page("size", made), follow=True)

    shown = response.content.decode()
    assert "Choose a model, hardware and a workload first" in shown
    assert "Still missing for a first result" in shown
    assert not Job.objects.exists()


def test_work_in_progress_asks_for_itself_and_leads_to_the_result(engineer: Client) -> None:
    made = ready_to_size()
    job = request_sizing(actor=made.actor, assessment_id=made.assessment_id)

    waiting = engineer.get(page("progress", made))
    sizing_task(str(job.pk))
    done = engineer.get(page("progress", made))

    assert f'hx-get="{page("progress", made)}"' in waiting.content.decode()
    assert done.headers["HX-Redirect"] == page("assessment", made)


def test_names_are_shown_as_text(engineer: Client) -> None:
    made = draft(name="<script>alert(1)</script>")

    shown = engineer.get(page("assessment", made)).content.decode()

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_deleting_leads_back_to_the_list(engineer: Client) -> None:
    made = ready_to_size()

    response = engineer.post(page("delete", made))

    assert response.headers["Location"] == reverse("deployments:assessments")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("name", ["assessment", "progress", *STEPS])
def test_unknown_assessment_is_not_found(engineer: Client, name: str) -> None:
    address = reverse(f"deployments:{name}", args=["00000000-0000-4000-8000-000000000000"])

    assert engineer.get(address).status_code == 404


def test_list_takes_the_same_queries_for_any_number(
    engineer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    size_assessment(assessment_id=ready_to_size(name="First").assessment_id)
    address = reverse("deployments:assessments")
    engineer.get(address)

    with django_assert_num_queries(7):  # session, user, assessments with four prefetches
        engineer.get(address)
    for number in range(3):
        size_assessment(assessment_id=ready_to_size(name=str(number)).assessment_id)
    with django_assert_num_queries(7):
        shown = engineer.get(address)

    assert shown.content.decode().count("Meta Llama 3.1 70B") == 4


@pytest.mark.parametrize("role", list(Role))
def test_roles_read_and_edit_as_they_may(client_of: Callable[[Role], Client], role: Role) -> None:
    made = ready_to_size()
    browser = client_of(role)
    readable = (reverse("deployments:assessments"), page("assessment", made))
    editable = (reverse("deployments:new"), *(page(step, made) for step in STEPS))
    postable = tuple(page(name, made) for name in ("inventory", "size", "delete"))

    assert {browser.get(url).status_code for url in readable} == {200 if role in READERS else 403}
    assert {browser.get(url).status_code for url in editable} == {200 if role in EDITORS else 403}
    if role not in EDITORS:
        assert {browser.post(url).status_code for url in postable} == {403}
        assert Assessment.objects.count() == 1


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    response = client.get(reverse("deployments:assessments"))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/sign-in/")
