"""The webhooks journal under faults: whoever follows it reads every answered change, once, and can read it again."""

import random
import time
import unittest

import journal
import world
from journal import JOURNAL, Follower
from world import Installation, Writer


class Journal(unittest.TestCase):
    def setUp(self):
        self.installation = Installation(nodes=2 if world.ENGINE == "postgres" else 1)
        self.addCleanup(self.installation.close)
        journal.subscribe(self.installation.first)
        choice = random.Random(5)
        self.node = lambda: choice.choice(self.installation.nodes)
        self.follower = Follower(self.node)
        self.follower.start()
        self.addCleanup(self.follower.finish)

    def write(self, name, n_writers):
        writers = [Writer(f"{name}-{index}", self.node) for index in range(n_writers)]
        for writer in writers:
            writer.start()
        self.addCleanup(lambda: [writer.finish() for writer in writers])
        return writers

    def answered(self, writers):
        """Every contact and title whose write was answered."""
        for writer in writers:
            writer.finish()
        return {
            (contact, title)
            for writer in writers
            for contact, titles in writer.answered.items()
            for title in titles
        }

    def check(self, owed):
        """What is owed is told, nothing twice, each contact in its order, and all of it can be read again."""
        self.assertTrue(owed, "the writers wrote something")
        missing = sorted(self.follower.wait(owed))
        self.assertEqual(missing[:10], [], f"{len(missing)} of {len(owed)} are missing")
        self.follower.finish()
        self.assertEqual(self.follower.refusals, [])
        told, newest = self.follower.told(), {}
        self.assertEqual(len(told), len(set(told)), "told twice")
        for contact, title in told:
            self.assertGreater(int(title), newest.get(contact, -1), f"out of order: {contact}")
            newest[contact] = int(title)
        self.check_places()
        return told

    def check_places(self):
        """Reading from the beginning finds the same files in the same order, and each is found by its offset."""
        node, files = self.installation.first, self.follower.files
        again, place = [], journal.following(node, None)
        while place and len(again) < len(files):
            again.append(journal.opened(node, place))
            place = journal.following(node, place["currentOffset"])
        self.assertEqual(again, files)
        offsets = [file["offset"] for file in files]
        self.assertEqual(len(offsets), len(set(offsets)))
        for start in range(0, len(offsets), 100):
            part = offsets[start : start + 100]
            found = node.call("POST", f"{JOURNAL}/batch/read", {"inputs": part})["results"]
            self.assertEqual([place["currentOffset"] for place in found], part)

    def test_kill_at_random_instants(self):
        writers = self.write("writer", 3)
        end, kills = time.monotonic() + world.SECONDS, 0
        while time.monotonic() < end or kills < 3:
            time.sleep(random.uniform(0.05, 1.0))
            victim = random.choice(self.installation.nodes)
            victim.kill()
            victim.start()
            kills += 1
        owed = self.answered(writers)
        told = self.check(owed)
        known = world.written(self.installation.first, {contact for contact, _ in told})
        self.assertEqual(sorted(set(told) - known)[:10], [], "told, but never written")
        print(f"{kills} kills, {len(owed)} changes owed, {len(told)} told in {len(self.follower.files)} files")

    def test_an_account_that_becomes_what_it_was(self):
        node, lost = self.installation.first, set()
        for turn in range(2):
            writers = self.write(f"before-{turn}", 2)
            time.sleep(world.SECONDS / 8)
            snapshot = node.call("POST", "/_linchpin/v1/snapshots", {"name": f"turn {turn}"})["id"]
            time.sleep(world.SECONDS / 8)
            # The follower is somewhere behind; writers rest, for a restoration that meets them may be refused.
            lost |= self.answered(writers)
            node.call("POST", f"/_linchpin/v1/snapshots/{snapshot}/restore", {})
        # What the account became is no news: nothing is told again, and what is written from here on is all there.
        writers = self.write("after", 2)
        time.sleep(world.SECONDS / 8)
        owed = self.answered(writers)
        told = self.check(owed)
        self.assertEqual(sorted(set(told) - owed - lost)[:10], [], "told, but never written")
        print(f"{len(owed)} changes owed, {len(set(told) & lost)} of {len(lost)} told that are gone")


if __name__ == "__main__":
    unittest.main()
