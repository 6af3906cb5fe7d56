#!/usr/bin/env python3
"""Writes the seeds that have a meaning into fuzz/corpus/<target>/, as seed-<name>.

    fuzz/make_corpus.py

The other files there were found by the fuzzer. The message bytes are written by hand here, so they
say what the format is, not what our writer does.
"""
import pathlib
import struct
import sys

CORPUS = pathlib.Path(__file__).parent / "corpus"
TARGETS = {source.stem for source in CORPUS.parent.glob("*.cpp")}


def write(target, name, content):
    if target not in TARGETS:
        sys.exit(f"make_corpus: seeds for {target}, but there is no {target}.cpp")
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"seed-{name}").write_bytes(content)


def field(type_code, fid, name, data, sized=False):
    length = struct.pack("<I", len(data)) if sized else b""
    return struct.pack("<BH", type_code, fid) + name.encode() + b"\0" + length + data


def message(*fields, header=b"O\x01\0"):
    return header + b"".join(fields)


def time(seconds, nanoseconds, precision, hints):
    return struct.pack("<B7xqIB19x", hints, seconds, nanoseconds, precision)


def price(value, hints):
    return struct.pack("<B7xd8x", hints, value)


def message_bytes():
    scalars = [
        field(9, 1, "Bool", b"\1"), field(10, 2, "Char", b"c"), field(14, 3, "I8", b"\xff"),
        field(15, 4, "U8", b"\xff"), field(16, 5, "I16", struct.pack("<h", -2)),
        field(17, 6, "U16", b"\1\2"), field(18, 7, "I32", struct.pack("<i", -3)),
        field(19, 8, "U32", b"\1\2\3\4"), field(20, 9, "I64", struct.pack("<q", -4)),
        field(21, 10, "U64", b"\1\2\3\4\5\6\7\x08"), field(24, 11, "F32", struct.pack("<f", 1.5)),
        field(25, 12, "F64", struct.pack("<d", -2.25)), field(50, 13, "Quantity", b"\0\0\0\0"),
    ]
    others = [
        field(8, 0, "Text", b"hi \"there\"\n\0"), field(7, 21, "Opaque", b"\0\1\2", True),
        field(26, 22, "Time", time(1577836800, 500000000, 3, 3)),
        field(26, 0, "Before", time(-62135596801, 999999999, 9, 3)),
        field(27, 23, "Price", price(101.25, 0x22)), field(99, 24, "Collection", b"abc", True),
    ]
    vectors = [
        field(code, 30 + code, "", data, True)
        for code, data in (
            (29, b"\0\1"), (30, b"ab"), (34, b"\x80\x7f"), (35, b"\0\xff"), (36, b"\1\2\3\4"),
            (37, b"\1\2\3\4"), (38, b"\1\2\3\4" * 2), (39, b"\1\2\3\4" * 2), (40, b"12345678"),
            (41, b"12345678"), (44, b"\0\0\xc0\x7f" * 2), (45, b"12345678"), (46, b"one\0\0two\0"),
            (48, time(1, 2, 6, 2) + time(100000, 0, 0, 1)), (49, price(0.5, 0) + price(-1, 0x32)))
    ]
    nested = message(field(18, 10, "A", b"\5\0\0\0"))
    deep = nested
    for level in range(8):
        deep = message(field(1, level, "m", deep, True))
    element = struct.pack("<I", len(nested)) + nested
    write("message_bytes", "empty", b"O\x01\0")
    write("message_bytes", "example-number-text-vector", bytes.fromhex(
        "4F0100 120A00410005000000 08000053006869 00 25030000 04000000 01000200".replace(" ", "")))
    write("message_bytes", "example-time", message(field(26, 0, "T", time(1577836800, 500000000, 3, 3))))
    write("message_bytes", "scalars", message(*scalars))
    write("message_bytes", "others", message(*others))
    write("message_bytes", "vectors", message(*vectors))
    write("message_bytes", "nested", message(
        field(1, 5, "m", nested, True), field(47, 6, "v", element * 2 + struct.pack("<I", 3) + b"O\1\0", True)))
    write("message_bytes", "deep", deep)
    write("message_bytes", "duplicates", message(*(scalars[6:8] * 2), vectors[13], vectors[13]))
    write("message_bytes", "many", message(*(field(18, fid, f"n{fid}", b"\1\0\0\0") for fid in range(1, 60))))
    write("message_bytes", "further-header", message(*scalars[:3], header=b"O\0\2xy"))
    write("message_bytes", "no-key", message(field(18, 0, "", b"\1\0\0\0")))
    write("message_bytes", "cut", message(*others)[:-5])
    write("message_bytes", "length-too-large", message(field(7, 1, "", b"", False) + b"\xff\xff\xff\xff12"))
    write("message_bytes", "unknown-type", message(scalars[0], field(77, 1, "", b"12"), scalars[1]))
    write("message_bytes", "odd-vector", message(field(38, 1, "", b"12345", True), field(46, 2, "", b"a\0b", True)))
    write("message_bytes", "bad-time", message(field(26, 1, "", time(0, 1000000000, 99, 255))))
    write("message_bytes", "version-2", b"O\x02\0")
    write("message_bytes", "other-payload", b"Q\x01\0")


def message_calls():
    # Call codes are 3 * kind + message, see Play::call().
    def call(kind, slot, *rest):
        return bytes([kind * 3 + slot, *rest])

    i32, text = 12, 24  # places in take_value's table
    add = call(0, 0, 2, i32, 1, 2, 3, 4) + call(1, 0, 9, text, 3) + b"abc"
    write("message_calls", "add-update", add + call(2, 0, 9, text, 30) + b"x" * 30 + call(5, 0, 9))
    write("message_calls", "nest", add + call(4, 1, 7, 0) + call(4, 2, 8, 16 + 2 + 4 * 3) + call(13, 2, 1))
    write("message_calls", "copy-parse-apply", add + call(6, 1, 0x80) + call(7, 2, 0x81) + call(8, 0, 2))
    write("message_calls", "many", call(10, 0, 5, 0, 60) + call(9, 0, 8, i32, 1, 0, 0, 0) + call(5, 0, 8))
    write("message_calls", "move", add + call(11, 0, 9, 3, 0) + call(11, 0, 9, 9, 1) + call(12, 0, 9, 9, 9, 9))
    write("message_calls", "types", b"".join(call(0, 0, 2 + kind % 20, kind, 2, *range(1, 40)) for kind in range(31)))


def texts():
    # One byte of choices, a byte with the size of the format, the format, the text.
    formats = {"iso": "%Y-%m-%d %H:%M:%S%;", "short": "%y%D%F%T%.%,", "names": "%B %b %h %:", "odd": "%%%"}
    dates = {
        "iso": "2020-02-29 23:59:59.123456789", "slashes": "1999/12/31 00:00", "t": "2024-01-01T12:30:00Z",
        "time": "12:34:56.789", "date": "1601-01-01", "short": "3/4", "empty": "", "huge": "99999999999-99-99 99:99:99",
        "old": "1500-13-40 25:61:61.5", "sign": "-1--1 -1:-1",
    }
    for choice, (form_name, form) in enumerate(formats.items()):
        for name, date in dates.items():
            if choice and name not in ("iso", "time", "old"):
                continue
            content = bytes([choice, len(form)]) + form.encode() + date.encode()
            write("date_time_text", f"{form_name}-{name}", content)
    for name, text in {
        "plain": "101.25", "negative": "-0.5", "exponent": "1e300", "nan": "nan", "inf": "-inf",
        "hex": "0x1.8p3", "ticks": "100'16", "fraction": "1 1/4", "none": "abc", "blank": " 7 ", "tiny": "5e-324",
    }.items():
        write("price_text", name, bytes([0x32]) + text.encode())


def properties():
    for name, text in {
        "plain": "a=b\nc: d\n", "comments": "# c\n! d\na = 1 # 2\n", "escapes": "a\\ b = c\\ d \\\n e\n",
        "environment": "a=$(FUZZ_A)/${FUZZ_B}\nb=$(NO_SUCH)\nc=$(open\n", "crlf": "a=1\r\nb=2\r\n",
        "twice": "a=1\na=2\n", "no-value": "a\nb=\n=c\n", "bridges": "mama.payload.default=omnmmsg\n",
    }.items():
        write("properties_text", name, text.encode())


def dictionaries():
    for name, text in {
        "plain": "10|MdSeqNum|19\n305|wIssueSymbol|8\n471|wBidPrice|27\n", "fourth": "1|a|18|more|of it\n",
        "same-names": "1|a|18\n2|a|8\n3||9\n", "same-fids": "1|a|18\n1|b|8\n", "blanks": " 1|a b|18  \r\n\n",
        "ranges": "65535|top|26\n65536|over|8\n-1|under|8\n0|zero|47\n", "types": "1|a|50\n2|b|99\n3|c|100\n4|d|9999\n",
        "few-bars": "1|a\nx\n2|b|8", "long": f"1|{'n' * 300}|18\n",
    }.items():
        write("dictionary_file", name, text.encode())


message_bytes()
message_calls()
texts()
properties()
dictionaries()
bare = sorted(target for target in TARGETS if not (CORPUS / target).is_dir())
if bare:
    sys.exit(f"make_corpus: no seeds for {', '.join(bare)}")
