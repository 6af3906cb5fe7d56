"""Installs the build into a prefix and builds the README's program against it, both ways."""
import os
import re
import subprocess
import sys
import tempfile

cmake, build, consumer, sanitize = sys.argv[1:5]


def run(*command, **options):
    result = subprocess.run(command, capture_output=True, text=True, timeout=150, **options)
    if result.returncode != 0:
        sys.exit("%s\nended with %d\n%s%s" % (" ".join(command), result.returncode, result.stdout, result.stderr))
    return result.stdout


readme = open(os.path.join(consumer, "..", "..", "..", "README.md")).read()
program = re.search(r"```c\n(.*?)```", readme, re.S).group(1)
if program != open(os.path.join(consumer, "consumer.c")).read():
    sys.exit("the README's program and tests/system/consumer/consumer.c differ")

with tempfile.TemporaryDirectory() as top:
    prefix = os.path.join(top, "prefix")
    run(cmake, "--install", build, "--prefix", prefix)
    for path in ("bin/quoll", "include/mama/mama.h", "include/wombat/wConfig.h",
                 "include/mamaManagedEnvironment.h", "include/mama/mamaManagedEnvironment.h",
                 "include/quoll/event_queue.h"):
        if not os.path.exists(os.path.join(prefix, path)):
            sys.exit("not installed: " + path)
    if sanitize:
        print("installed; programs outside the build have no sanitizer runtime, so none is built")
        sys.exit(0)

    # CMake package; with Ninja, because a machine that only has what install-deps installs has no make
    run(cmake, "-G", "Ninja", "-S", consumer, "-B", os.path.join(top, "consumer"), "-DCMAKE_PREFIX_PATH=" + prefix)
    run(cmake, "--build", os.path.join(top, "consumer"))
    env = {k: v for k, v in os.environ.items() if k not in ("LD_LIBRARY_PATH", "WOMBAT_PATH")}
    run(os.path.join(top, "consumer", "core_consumer"), env=env)
    if "101.25" not in run(os.path.join(top, "consumer", "c_consumer"), env=env):
        sys.exit("c_consumer did not print the price")
    if run(os.path.join(top, "consumer", "managed_consumer"), env=env) != "managed\n":
        sys.exit("managed_consumer found a wrong handle")

    # pkg-config, from C and against the moved prefix
    lib = next(d for d, _, files in os.walk(prefix) if "libmama.so" in files)
    env["PKG_CONFIG_PATH"] = os.path.join(lib, "pkgconfig")
    flags = run("pkg-config", "--define-prefix", "--cflags", "--libs", "mama", env=env).split()
    run("cc", os.path.join(consumer, "consumer.c"), *flags, "-o", os.path.join(top, "program"))
    if "101.25" not in run(os.path.join(top, "program"), env=dict(env, LD_LIBRARY_PATH=lib)):
        sys.exit("the pkg-config build did not print the price")

    flags = run("pkg-config", "--define-prefix", "--cflags", "--libs", "mme", env=env).split()
    run("cc", os.path.join(consumer, "managed_consumer.c"), *flags, "-o", os.path.join(top, "managed"))
    run(os.path.join(top, "managed"), env=dict(env, LD_LIBRARY_PATH=lib))

    # the program itself, from the prefix, without the build tree
    out = run(os.path.join(prefix, "bin", "quoll"), "demo", "--rate", "0", "--count", "100", "--json", env=env)
    if '"ok":true' not in out.splitlines()[-1]:
        sys.exit("the installed demo failed: " + out)
print("installed and used")
