from milepost.engine.calendar.pattern import STANDARD
from milepost.engine.network.model import Link, Network, Task
from milepost.engine.schedule import schedule

MONDAY = 20_878 * 1440


def test_free_slack_is_no_more_than_total_slack_where_a_summary_leads_on() -> None:
    tasks = [
        Task(1, name="Phase"),
        Task(2, 1, 480, name="Build"),
        Task(3, duration=2400, name="Next phase"),
        Task(4, duration=480, name="Paint"),
        Task(5, duration=480, name="Sign"),
    ]
    links = [Link(1, 3), Link(4, 5), Link(2, 5)]
    network = Network(start=MONDAY + 480, tasks=tasks, links=[*links, Link(3, 5)], calendars=[STANDARD])

    result = schedule(network)

    assert result.total_slack.tolist() == [0, 0, 0, 2400, 0]
    assert result.free_slack.tolist() == [0, 0, 0, 2400, 0]
