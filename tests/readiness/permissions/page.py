"""Writes docs/reference/permissions.md from the table.

After a change of the table:
./run manage shell -c "from tests.readiness.permissions.page import write_page; write_page()"
"""

from accounts.models import Role
from tests.docs.pages import ROOT
from tests.readiness.permissions.table import ANYBODY, Rule, rules
from tests.readiness.permissions.world import all_addresses

PAGE = ROOT / "docs" / "reference" / "permissions.md"
HEAD = """# Permissions

Who may do what at which address: pages and API, by role. The table is written from the test that
asks every address in every role (`tests/readiness/permissions`); an address that is missing in it
fails the test.

- **yes**: may. **own**: may with their own initiatives; those of others do not exist for them, and
  answer 404.
- Empty: may not. Pages answer 403 and send strangers to sign-in; the API answers 401 to strangers
  and 403 to others. What is marked with * does not exist for others at all (404).
- Results can be shared with a person or a role; then their pages open for them too.
- A report is about a wave. Initiative owners read reports about their own waves, and about those
  whose results were shared with them; they have reports made, shared and sent of their own alone.
  Lists, home, the page of work and the choices in forms name no others. Everybody else whose role
  reads reports reads all of them.
- A report that is mailed to a person who may not read it in the product comes with a link.
- A link to a report is the right itself: whoever has it reads that one report, until it ends.
- The API knows the session of the pages and no other way in: no tokens that could be lost. Requests
  that change something need the CSRF token, as in the pages.
- Other verbs open nothing to anybody that these do not.

Which capability a role has: [roles](roles.md).

| address | verb | {roles} | nobody signed in |
| --- | --- | {dashes} | --- |
"""


def page_text() -> str:
    """The whole page."""
    routes = {address.name: address.route for address in all_addresses()}
    head = HEAD.format(
        roles=" | ".join(f"`{role}`" for role in Role), dashes=" | ".join("---" for _ in Role)
    )
    lines = sorted(
        {(routes[rule.address], verb, *_cells(rule)) for rule in rules() for verb in rule.verbs}
    )
    return head + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def write_page() -> None:
    """Write it where it belongs."""
    PAGE.write_text(page_text(), encoding="utf-8")


def _cells(rule: Rule) -> list[str]:
    cells = [_cell(rule, role) for role in Role]
    return [*cells, "yes" if rule.who == ANYBODY else ""]


def _cell(rule: Rule, role: Role) -> str:
    if role not in rule.roles:
        return "*" if "hidden" in rule.notes else ""
    return "own" if "own" in rule.notes and role == Role.INITIATIVE_OWNER else "yes"
