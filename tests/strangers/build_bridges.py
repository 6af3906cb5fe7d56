"""Installs the build into a prefix and builds the strangers' bridges against that."""
import subprocess
import sys

cmake, build, source, target, generator, *options = sys.argv[1:]


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit("%s\nended with %d\n%s%s" % (" ".join(command), result.returncode, result.stdout, result.stderr))


prefix = target + "/prefix"
run(cmake, "--install", build, "--prefix", prefix)
run(cmake, "-G", generator, "-S", source, "-B", target, "-DCMAKE_PREFIX_PATH=" + prefix, *options)
run(cmake, "--build", target)
print("built in", target)
