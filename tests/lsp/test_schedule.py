"""Which file is analysed next."""

from nodeward.lsp.schedule import Schedule


def order(schedule: Schedule) -> list[str]:
    """The files in the order in which they would be analysed, if nothing else happened."""
    files = []
    while job := schedule.next():
        files.append(job.path)
        schedule.done(job.path)
    return files


def test_nothing_waits_at_first() -> None:
    assert Schedule().next() is None


def test_the_file_that_was_touched_last_is_next() -> None:
    schedule = Schedule()
    for path in "aba":
        schedule.touch(path)
    assert order(schedule) == ["a", "b"]


def test_files_that_are_only_behind_come_after_the_touched_ones_in_turn() -> None:
    schedule = Schedule()
    schedule.follow(["x", "y"])
    schedule.touch("a")
    schedule.follow(["x", "z"])
    assert order(schedule) == ["a", "x", "y", "z"]


def test_a_file_that_is_behind_and_touched_waits_once() -> None:
    schedule = Schedule()
    schedule.follow(["a", "b"])
    schedule.touch("a")
    schedule.follow(["a"])
    assert schedule.urgent("a")
    assert not schedule.urgent("b")
    assert order(schedule) == ["a", "b"]


def test_a_job_stays_until_it_is_done() -> None:
    schedule = Schedule()
    schedule.touch("a")
    assert schedule.next() == schedule.next()


def test_everything_that_happens_to_a_file_gives_it_a_generation() -> None:
    schedule = Schedule()
    seen = [schedule.generation("a")]
    for happens in (schedule.touch, schedule.outdate, lambda path: schedule.follow([path]), schedule.touch):
        happens("a")
        seen.append(schedule.generation("a"))
    assert seen[0] is None
    assert len(set(seen)) == 5
    job = schedule.next()
    assert job
    assert job.generation == seen[-1]


def test_to_outdate_a_file_queues_nothing() -> None:
    schedule = Schedule()
    schedule.outdate("a")
    assert schedule.next() is None


def test_a_forgotten_file_is_unknown_and_does_not_return_to_an_old_generation() -> None:
    schedule = Schedule()
    schedule.touch("a")
    before = schedule.generation("a")
    schedule.forget("a")
    assert schedule.next() is None
    assert schedule.generation("a") is None
    schedule.touch("a")
    assert schedule.generation("a") != before
