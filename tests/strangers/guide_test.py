"""The example in the guide is the bridge that the tests build."""
import re
import sys

guide, source = (open(path).read() for path in sys.argv[1:3])
examples = re.findall(r"```c\n(.*?)```", guide, re.S)
if examples != [source]:
    sys.exit("the example in %s differs from %s" % tuple(sys.argv[1:3]))
