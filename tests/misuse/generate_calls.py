#!/usr/bin/env python3
"""Writes the table of all public calls (call_table.inc) from the facts about the interface.

usage: generate_calls.py FACTS.json SCOPE.json OUTPUT

One line for each function of the headers in scope that one of our libraries is to export:
  CALL(name, "result type", {kinds of the arguments}, {type names of the arguments})
What a kind means stands in call_table.h.
"""
import json
import sys

LIBRARIES = ("libmama", "libwombatcommon", "libmamabaseimpl", "libmme")

# Handle types of which objects.cpp can make one; the value is the name of the kind.
HANDLES = {
    name: name
    for name in """mamaBridge mamaPayloadBridge mamaQueue mamaDispatcher mamaQueueGroup mamaTimer mamaIo
    mamaInbox mamaTransport mamaPublisher mamaSubscription mamaMsg mamaMsgField mamaMsgIterator
    mamaMsgReply mamaDateTime mamaTimeZone mamaPrice mamaMsgQual mamaDictionary mamaFieldDescriptor
    mamaSource mamaSourceManager queueBridge msgBridge timerBridge ioBridge inboxBridge wombatQueue
    wproperty_t wtable_t wList wIterator wLock endpointPool_t mamaConnection
    mamaServerConnection mamaDQPublisher""".split()
}

# Structures that the library allocates and frees: no buffer may stand for them.
OWNED = ("struct memoryNode_", "struct memoryPool_", "struct statsCache_t", "FILE")


def underlying(facts):
    table = {entry["name"]: entry["type"] for entry in facts["typedefs"]}

    def resolve(name):
        seen = set()
        while name in table and name not in seen:
            seen.add(name)
            name = table[name]
        return name

    return resolve


def kind_of(parameter, resolve):
    written = parameter["type"]
    bare = written[len("const ") :] if written.startswith("const ") and "*" not in written else written
    name = parameter["name"].lower()
    if bare in HANDLES:
        return HANDLES[bare]
    if "__va_list_tag" in bare:
        return "kVariadic"
    base = resolve(bare)
    if bare == "void *":
        if "nativequeue" in name:
            return "queueBridge"
        return "kNothing" if "native" in name else "kBuffer"
    if "(*)" in base or "(*" in base:
        return "kFunction" if "(*)(" in base and "[" not in base else "kBuffer"
    if base.endswith("*"):
        if bare in ("const char *", "const char *const"):
            return "kText"
        if bare.endswith("*") and resolve(bare[:-1].strip()) not in OWNED:
            return "kBuffer"
        return "kNothing"  # a handle that we cannot make
    return "kNumber"


def main():
    facts = json.load(open(sys.argv[1], encoding="utf-8"))
    scope = json.load(open(sys.argv[2], encoding="utf-8"))
    later = set(scope["headers_to_come"])
    resolve = underlying(facts)
    functions = {
        entry["name"]: entry
        for entry in facts["functions"]
        if entry.get("library") in LIBRARIES and entry["header"] not in later
    }
    lines = []
    for header in sorted({entry["header"] for entry in functions.values()}):
        lines.append(f'// {header}')
        for name, entry in functions.items():
            if entry["header"] != header:
                continue
            kinds = ", ".join("Kind::" + kind_of(p, resolve) for p in entry["params"])
            lines.append(f'CALL({name}, "{entry["returns"]}", ({{{kinds}}}))')
    with open(sys.argv[3], "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
