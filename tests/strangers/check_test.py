"""Runs `quoll bridges --check` on sound and on broken bridges, and looks at what it finds."""
import concurrent.futures
import json
import os
import subprocess
import sys
import unittest

QUOLL, OURS, STRANGERS = sys.argv[1:4]
del sys.argv[1:4]

# What a check of each broken bridge must find: checks that fail, and a part of the first complaint.
BROKEN = {
    "initless": ({"load"}, "initlessBridge_init"),
    "uninit": ({"load"}, "uninitBridge_init"),
    "aborting": ({"load"}, "signal 6"),
    "hanging": ({"load"}, "did not end within"),
    "gappy": ({"load"}, "gappyBridgeMamaQueue_create"),
    "outdated": ({"load"}, "5.9.1"),
    "unopened": ({"load"}, "unopenedBridge_open"),
    "silent": ({"destroy-once", "silence-after-destroy", "destroy-in-callback", "destroy-orders", "recreate", "threads",
                "inbox-end"}, "never reported"),
    "ghost": ({"mute", "destroy-once", "silence-after-destroy", "destroy-in-callback", "destroy-orders", "recreate"},
              "after mute"),
    "deaf": ({"mute"}, "after mute"),
    "idle": ({"start-stop"}, "start 1 does not dispatch the default queue"),
    "twin": ({"id-character"}, "STATUS_SYSTEM_ERROR"),
}
# These can make nothing at all.
HELPLESS = {"uncreated": "STATUS_PLATFORM", "crashing": "signal 6"}


def library(name, folder=STRANGERS):
    return os.path.join(folder, "libmama%simpl.so" % name)


def run(*args, **environment):
    return subprocess.run([QUOLL, "bridges", *args], capture_output=True, text=True, timeout=170,
                          env=dict(os.environ, **environment))


def check(file, *args, **environment):
    result = run("--check", file, "--json", *args, **environment)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    if not lines:
        raise AssertionError(result.stderr)
    return result.returncode, lines


def failures(lines):
    return {line["name"]: line["why"] for line in lines if line["event"] == "check" and line["result"] == "failed"}


class Sound(unittest.TestCase):
    def expect_sound(self, file, skipped):
        status, lines = check(file)
        self.assertEqual(failures(lines), {})
        self.assertEqual({line["name"] for line in lines if line.get("result") == "skipped"}, skipped)
        self.assertEqual(status, 0)
        self.assertEqual(lines[-1]["event"], "summary")
        self.assertTrue(lines[-1]["ok"])
        return lines[0]

    def test_loopback(self):
        bridge = self.expect_sound(library("loopback", OURS), set())
        self.assertEqual(bridge["kind"], "middleware")
        self.assertIn("BridgeMamaPublisher_send", bridge["functions"]["own"])
        self.assertIn("BridgeMamaTimer_create", bridge["functions"]["inherited"])
        self.assertEqual(bridge["properties"]["extends_base_bridge"], "true")
        self.assertEqual(bridge["payloads"], {"omnmmsg": "O"})

    def test_a_bridge_without_base(self):
        bridge = self.expect_sound(library("hermit"), set())
        self.assertEqual(bridge["functions"]["inherited"], [])
        self.assertEqual(bridge["functions"]["missing_required"], [])
        self.assertIn("BridgeMamaQueue_setHighWatermark", bridge["functions"]["missing_optional"])

    def test_a_bridge_with_threads_of_its_own(self):
        self.expect_sound(library("pigeon"), set())

    def test_small_bridges(self):
        for name in ("letterbox", "sound", "tardy"):  # tardy reports ends late, by its own threads
            self.expect_sound(library(name), {"wildcards", "request-reply"})

    def test_payloads(self):
        for file, character in ((library("omnmmsg", OURS), "O"), (library("ledger"), "l")):
            bridge = self.expect_sound(file, set())
            self.assertEqual(bridge["kind"], "payload")
            self.assertEqual(bridge["id"], character)
            self.assertEqual(bridge["functions"]["missing_required"], [])

    def test_plain_report(self):
        result = run("--check", library("letterbox"), "--only", "delivery", "--format", "plain")
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("inherited from base", result.stdout)
        self.assertIn("passed  delivery", result.stdout)
        self.assertIn("1 passed, 0 failed, 0 skipped", result.stdout)


class Broken(unittest.TestCase):
    def test_each_fault_is_found_where_it_is(self):
        with concurrent.futures.ThreadPoolExecutor(3) as several:  # they mostly wait
            checked = dict(zip(BROKEN, several.map(lambda name: check(library(name)), BROKEN)))
        for name, (expected, complaint) in BROKEN.items():
            with self.subTest(name):
                status, lines = checked[name]
                found = failures(lines)
                self.assertEqual(set(found), expected)
                self.assertIn(complaint, next(iter(found.values())))
                self.assertEqual(status, 1)

    def test_missing_functions_are_listed(self):
        _, lines = check(library("gappy"))
        missing = lines[0]["functions"]["missing_required"]
        self.assertEqual(len(missing), 19)
        self.assertIn("BridgeMamaInbox_create", missing)

    def test_what_needs_no_transport_is_checked_all_the_same(self):
        for name, complaint in HELPLESS.items():
            with self.subTest(name):
                status, lines = check(library(name))
                found = failures(lines)
                self.assertEqual(status, 1)
                self.assertTrue(all(complaint in why for why in found.values()), found)
                self.assertIn("delivery", found)
                self.assertNotIn("timer-end", found)
                self.assertEqual(lines[-1]["event"], "summary")

    def test_exceptions_are_told(self):
        status, lines = check(library("hothead"), "--only", "delivery", "--only", "publisher-orders", "--only", "timer-end")
        found = failures(lines)
        self.assertEqual(status, 1)
        self.assertEqual(set(found), {"delivery", "publisher-orders"})
        for why in found.values():
            self.assertIn("hothead: no publishers today", why)

    def test_exceptions_of_a_load_are_told(self):
        for function in ("init", "open"):
            with self.subTest(function):
                status, lines = check(library("hothead"), HOTHEAD_THROWS_IN=function)
                self.assertEqual(status, 1)
                self.assertEqual(list(failures(lines)), ["load"])
                self.assertIn("exception: hothead: no %s today" % function, failures(lines)["load"])


class Mistakes(unittest.TestCase):
    def test_files_that_are_no_bridges(self):
        for file, complaint in ((library("nosuch"), "no such file"), (QUOLL, "libmama<name>impl.so")):
            result = run("--check", file)
            self.assertEqual(result.returncode, 2)
            self.assertIn(complaint, result.stderr)

    def test_unknown_check(self):
        result = run("--check", library("hermit"), "--only", "nonsense")
        self.assertEqual(result.returncode, 2)
        self.assertIn("nonsense", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
