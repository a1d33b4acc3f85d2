"""Ten kills here; `python3 Tests/journeys/kill_nine.py --times 100` for the long run."""
from kill_nine import rounds


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path):
    total = rounds(10, seed=7, folder=tmp_path)
    assert total > 0, "no round got as far as an acknowledged submit, so nothing was tested"
