"""Two kills and more of each kind of work here; `Benchmarks/kill-nine` for the long run."""
from kill_nine import rounds


def test_nothing_acknowledged_is_lost_when_processes_are_killed(tmp_path):
    done, total = rounds(20, seed=7, folder=tmp_path)
    assert done == 20
    assert total > 0, "no round got as far as an acknowledged submit, so nothing was tested"
