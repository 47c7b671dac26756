"""What the documents link to, show and tell people to run is there."""

import pytest

from devstack import documents


@pytest.mark.parametrize("file", documents.documents(), ids=lambda file: file.name)
def test_a_document_holds(file):
    assert [str(problem) for problem in documents.problems_of(file)] == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[a](missing.md)", "links to missing.md, which is not there"),
        ("![a](missing.png)", "links to missing.png, which is not there"),
        ("# One\n\n[a](#two)", "links to #two, which page.md does not have"),
        ("run `make coffee`", "names the make coffee, which does not exist"),
        ("```sh\npython -m bench.nothing\n```", "names the module bench.nothing"),
        ("```sh\npython manage.py brew\n```", "names the manage.py brew"),
        ("```sh\nfor x in\n```", "has a block that is no sh"),
        ("```json\n{]\n```", "has a block that is no json"),
        ("```python\ndef\n```", "has a block that is no python"),
        ("```yaml\na: [\n```", "has a block that is no yaml"),
        ("```brainfuck\n+\n```", "has a block in 'brainfuck', which nothing checks"),
    ],
)
def test_what_does_not_hold_is_named(tmp_path, text, complaint):
    page = tmp_path / "page.md"
    page.write_text(text + "\n")
    (problem,) = documents.problems_of(page)
    assert problem.text.startswith(complaint)


def test_a_link_to_a_heading_and_to_another_host_is_fine(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# Some `code`, here\n\n[a](#some-code-here) [b](https://example.org/x)\n")
    assert list(documents.problems_of(page)) == []
