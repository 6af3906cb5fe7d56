"""Runs the quoll program as a user would and looks at what it prints and how it ends."""
import json
import os
import signal
import subprocess
import sys
import unittest

QUOLL = sys.argv.pop(1)


def run(*args, timeout=60):
    return subprocess.run([QUOLL, *args], capture_output=True, text=True, timeout=timeout)


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


class Demo(unittest.TestCase):
    def test_every_message_arrives(self):
        result = run("demo", "--rate", "0", "--count", "20000", "--json")
        self.assertEqual(result.returncode, 0, result.stderr + result.stdout)
        summary = lines(result)[-1]
        self.assertEqual(summary["event"], "summary")
        self.assertTrue(summary["ok"])
        self.assertEqual(summary["published"], 20000)
        self.assertEqual(summary["received"], 4 * 20000)
        self.assertEqual(summary["failures"], [])

    def test_plain_summary(self):
        result = run("demo", "--rate", "0", "--count", "1000", "--format", "plain", "--subscribers", "1", "--queues", "1")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Summary", result.stdout)
        self.assertIn("every message arrived once and in order", result.stdout)

    def test_not_a_terminal_means_json(self):
        result = run("demo", "--rate", "0", "--count", "10")
        self.assertEqual(lines(result)[-1]["event"], "summary")

    def test_missing_data_file_is_named(self):
        result = run("demo", "--data", "/nonexistent.csv")
        self.assertEqual(result.returncode, 2)
        self.assertIn("/nonexistent.csv", result.stderr)

    def test_interrupt_ends_it_cleanly(self):
        process = subprocess.Popen([QUOLL, "demo", "--rate", "1000", "--count", "1000000", "--json"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        json.loads(process.stdout.readline())  # the first progress line: it runs
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, err)
        summary = json.loads(out.splitlines()[-1])
        self.assertTrue(summary["interrupted"])
        self.assertTrue(summary["ok"], summary)
        self.assertEqual(summary["received"], 4 * summary["published"])


class PublishAndListen(unittest.TestCase):
    def test_echo(self):
        result = run("publish", "--topic", "a.b", "--count", "3", "--rate", "0", "--echo", "--json",
                     "--field", "wSymbol:470=ACME", "--field", "size=100", "--field", "price=1.5")
        self.assertEqual(result.returncode, 0, result.stderr)
        output = lines(result)
        self.assertEqual([m["number"] for m in output[:-1]], [1, 2, 3])
        self.assertEqual(output[0]["topic"], "a.b")
        self.assertEqual(output[0]["fields"], {"MdSeqNum": 1, "wSymbol": "ACME", "size": 100, "price": 1.5})
        self.assertEqual(output[-1], {"event": "summary", "topic": "a.b", "published": 3})

    def test_events(self):
        result = run("publish", "--topic", "a.b", "--count", "1", "--rate", "0", "--echo", "--events", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        events = [(m["event"], m.get("what")) for m in lines(result)]
        for event in (("publisher", "created"), ("topic", "PUBLISH_CREATE"), ("publisher", "destroyed")):
            self.assertIn(event, events)

    def test_bad_field_is_named(self):
        for field, complaint in (("novalue", "novalue"), ("a:70000=1", "70000"), ("=1", "=1")):
            result = run("publish", "--topic", "t", "--field", field)
            self.assertEqual(result.returncode, 2)
            self.assertIn(complaint, result.stderr)

    def test_listen_ends_at_interrupt(self):
        process = subprocess.Popen([QUOLL, "listen", "--topic", "x", "--format", "plain"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.assertIn("listen", process.stdout.readline())
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, err)


def summary_of(output):
    return next(line for line in output if line["event"] == "summary")


class Inject(unittest.TestCase):
    def test_the_summary_tells_what_was_done(self):
        result = run("inject", "drop=0.2", "duplicate=0.1", "--count", "500", "--rate", "0",
                     "--disconnect-at", "300", "--reconnect-at", "400", "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        output = lines(result)
        summary = summary_of(output)
        injected = summary["injected"]
        self.assertEqual(summary["published"], 500)
        self.assertEqual(injected["disconnected"], 100)
        self.assertGreater(injected["dropped"], 0)
        self.assertEqual(summary["lost"], injected["dropped"] + injected["disconnected"])
        self.assertEqual(summary["duplicated"], injected["duplicated"])
        events = [(m["event"], m.get("what")) for m in output]
        for event in (("transport", "DISCONNECT"), ("transport", "RECONNECT"),
                      ("topic", "PUBLISH_ERROR")):
            self.assertIn(event, events)

    def test_the_same_seed_gives_the_same(self):
        runs = [summary_of(lines(run("inject", "drop=0.3", "seed=5", "--count", "200", "--rate", "0", "--json")))
                for _ in range(2)]
        self.assertEqual(runs[0], runs[1])

    def test_mistakes_are_named(self):
        for setting in ("drop", "nosuch=1", "drop=2"):
            result = run("inject", setting)
            self.assertEqual(result.returncode, 2)
            self.assertIn(setting, result.stderr)


class Usage(unittest.TestCase):
    def test_help_and_version(self):
        self.assertEqual(run("--help").returncode, 0)
        self.assertIn("demo", run("--help").stdout)
        for command in ("demo", "publish", "listen", "inject", "bridges"):
            result = run(command, "--help")
            self.assertEqual(result.returncode, 0)
            self.assertIn("--json", result.stdout)
        self.assertRegex(run("--version").stdout, r"^\d+\.\d+\.\d+")

    def test_mistakes(self):
        self.assertEqual(run().returncode, 2)
        self.assertEqual(run("nonsense").returncode, 2)
        self.assertEqual(run("publish").returncode, 2)
        self.assertEqual(run("demo", "--rate", "-1").returncode, 2)

    def test_unknown_middleware_is_named(self):
        result = run("listen", "--topic", "t", "--middleware", "nosuch")
        self.assertEqual(result.returncode, 2)
        self.assertIn("nosuch", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
