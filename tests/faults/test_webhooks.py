"""Webhooks under faults: whatever breaks, every answered change arrives, and nothing untrue does."""

import random
import time
import unittest

import world
from world import Installation, Ledger, Receiver, Writer

# Retries come soon, so that minutes and hours of the published schedule pass in seconds.
SOON = [0, 1, 1, 1, 1, 2, 2, 2, 3, 5]


class Faults(unittest.TestCase):
    def installation(self, **options):
        made = Installation(**options)
        self.addCleanup(made.close)
        made.set_retries(SOON)
        return made

    def receiver(self, *arguments):
        made = Receiver(*arguments)
        self.addCleanup(made.close)
        return made

    def write(self, installation, n_writers=4, node=None, pause=0.0):
        node = node or (lambda: installation.first)
        writers = [Writer(f"writer-{index}", node, pause) for index in range(n_writers)]
        for writer in writers:
            writer.start()
        self.addCleanup(lambda: [writer.finish() for writer in writers])
        return writers

    def test_kill_at_random_instants(self):
        installation, receiver = self.installation(), self.receiver()
        installation.subscribe(receiver)
        writers = self.write(installation)
        end, kills = time.monotonic() + world.SECONDS, 0
        while time.monotonic() < end or kills < 3:
            time.sleep(random.uniform(0.05, 1.2))
            installation.first.kill()
            installation.first.start()
            kills += 1
        time.sleep(0.3)
        for writer in writers:
            writer.finish()
        owed = Ledger(self, writers, receiver).check(installation.first)
        print(f"{kills} kills, {owed} events owed, {len(receiver.events)} received")

    def test_receiver_that_is_away(self):
        installation, receiver = self.installation(), self.receiver()
        installation.subscribe(receiver)
        writers = self.write(installation)
        for _ in range(2):
            time.sleep(0.3)
            receiver.close()
            time.sleep(world.SECONDS / 4)
            receiver.open()
        for writer in writers:
            writer.finish()
        Ledger(self, writers, receiver).check(installation.first)

    def test_receiver_with_every_fault(self):
        answers = [500, 429, "redirect", "garbage", "drop", 404, 503]
        moods = random.Random(7)

        def behave(_):
            return moods.choice(answers) if moods.random() < 0.4 else 204

        installation, receiver = self.installation(), self.receiver(behave)
        installation.subscribe(receiver)
        writers = self.write(installation, pause=0.01)
        time.sleep(world.SECONDS / 2)
        for writer in writers:
            writer.finish()
        receiver.behave = lambda _: 204
        Ledger(self, writers, receiver).check(installation.first)
        attempts = {event["attemptNumber"] for _, event in receiver.events}
        self.assertTrue({0, 1} <= attempts, attempts)

    def test_slow_receiver_delays_nobody_else(self):
        installation = self.installation()
        slow, dead, fast = self.receiver(lambda _: 3.0), self.receiver(lambda _: "hang"), self.receiver()
        apps = [installation.another_app(name) for name in ("slow", "dead")]
        for receiver, app in ((slow, apps[0]), (dead, apps[1]), (fast, None)):
            installation.subscribe(receiver, app)
        writers = self.write(installation, n_writers=2, pause=0.01)
        time.sleep(world.SECONDS / 2)
        for writer in writers:
            writer.finish()
        # Nothing that the slow one was sent is done yet, or only just.
        Ledger(self, writers, fast).check(installation.first, patience=5)
        slow.behave = dead.behave = lambda _: 204
        for receiver in (slow, dead):
            Ledger(self, writers, receiver).check(installation.first)

    def test_clock_steps(self):
        installation, receiver = self.installation(), self.receiver()
        installation.subscribe(receiver)
        writers = self.write(installation, pause=0.01)
        for step in (3_600_000, -7_200_000, 86_400_000 * 40, -86_400_000 * 80):
            time.sleep(world.SECONDS / 8)
            installation.first.call("PUT", "/_linchpin/v1/clock", {"advanceMs": step})
        for writer in writers:
            writer.finish()
        Ledger(self, writers, receiver).check(installation.first)

    @unittest.skipUnless(world.ENGINE == "sqlite", "the database's disk is the database server's there")
    def test_full_disk(self):
        installation, receiver = self.installation(), self.receiver()
        installation.subscribe(receiver)
        node = installation.first
        node.stop()
        size = max(path.stat().st_size for path in node.folder.iterdir() if path.is_file())
        node.start(max_file_bytes=size + 1_500_000)
        writers = self.write(installation)
        end = time.monotonic() + 30
        while time.monotonic() < end and sum(len(writer.refusals) for writer in writers) < 20:
            time.sleep(0.05)
        for writer in writers:
            writer.finish()
        refusals = [refusal for writer in writers for refusal in writer.refusals]
        self.assertTrue(refusals, "the disk was never full")
        self.assertEqual({refusal.status // 100 for refusal in refusals}, {5}, refusals[:3])
        node.kill()
        node.start()
        Ledger(self, writers, receiver).check(node)

    @unittest.skipUnless(world.ENGINE == "postgres", "many nodes need PostgreSQL")
    def test_three_nodes_of_which_one_is_killed(self):
        installation, receiver = self.installation(nodes=3), self.receiver()
        installation.subscribe(receiver)
        choice = random.Random(3)
        writers = self.write(installation, node=lambda: choice.choice(installation.nodes), pause=0.005)
        for _ in range(max(1, int(world.SECONDS / 4))):
            time.sleep(random.uniform(0.3, 1.0))
            victim = choice.choice(installation.nodes)
            victim.kill()
            time.sleep(random.uniform(0.1, 0.6))
            victim.start()
        victim = installation.nodes[2]
        victim.kill()
        time.sleep(0.5)
        for writer in writers:
            writer.finish()
        # The third stays dead: the others send what it had taken.
        installation.nodes = installation.nodes[:2]
        owed = Ledger(self, writers, receiver).check(installation.first)
        print(f"three nodes: {owed} events owed, {len(receiver.events)} received")


if __name__ == "__main__":
    unittest.main()
