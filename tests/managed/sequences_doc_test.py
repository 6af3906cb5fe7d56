"""The ten uses that the document shows are those that the tests run."""
import re
import sys

document, source = (open(path).read() for path in sys.argv[1:3])
shown = re.findall(r"```c\n(.*?)\n```", document, re.S)
parts = re.split(r"/\* --- \d+ --- \*/\n", source.split("\nint main")[0])[1:]
if shown != [part.strip("\n") for part in parts] or len(shown) != 10:
    sys.exit("the examples in %s differ from %s" % tuple(sys.argv[1:3]))
