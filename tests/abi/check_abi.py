#!/usr/bin/env python3
"""Holds our public headers and libraries against the facts about the MAMA C interface.

    check_abi.py headers  --include DIR [--cc CC] [--cxx CXX]   every fact of every header that we ship
    check_abi.py alone    --include DIR [--cc CC] [--cxx CXX]   every header by itself, as C11 and as C++17
    check_abi.py styles   --include DIR [--cc CC] [--cxx CXX]   both ways to include wombat headers; all headers in any order
    check_abi.py exports  --libdir DIR [--nm NM] [--update]     what the libraries export
    check_abi.py selftest --include DIR [--cc CC]               the checker notices facts that do not hold

The facts (mama-6.3.2.json) name every public function, enumerator, typedef, structure, variable and
macro. scope.json says how far we are: headers that do not exist yet, headers whose functions must
all be exported (but for those named in exports_later), and for the others how many were exported
last time, which may only grow; --update raises those counts to what is reached. Status: 0 all holds, 1 something falls short.
"""

import argparse
import concurrent.futures
import copy
import json
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FACTS = os.path.join(HERE, "mama-6.3.2.json")
SCOPE = os.path.join(HERE, "scope.json")
KINDS = ("functions", "enums", "typedefs", "structs", "variables", "macros")

# A claim that does not hold must be an error. (-w would silence these even as errors: no -w here.)
FACT_FLAGS = ["-std=gnu11", "-fsyntax-only", "-Werror=implicit-function-declaration",
              "-Werror=incompatible-pointer-types", "-Werror=int-conversion"]
CLANG_FACT_FLAGS = ["-Werror=incompatible-function-pointer-types", "-ferror-limit=0"]
GCC_FACT_FLAGS = ["-fmax-errors=0"]
STRICT_FLAGS = ["-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]


# ---- Facts as C


def declaration(ctype, name):
    """A declaration of `name`, whose type is given the way that clang prints it."""
    function = re.search(r"\(\*+(?:const)?\)", ctype)
    if function:
        at = function.end() - 1
        return ctype[:at] + name + ctype[at:]
    array = re.search(r"(\[[^]]*\])+$", ctype)
    if array:
        return "%s %s%s" % (ctype[:array.start()], name, array.group(0))
    return "%s %s" % (ctype, name)


def function_claims(fact):
    name = fact["name"]
    if fact["library"] == "inline":
        yield name, "void use_%s(void) { (void)&%s; }" % (name, name)
        return
    parameters = ", ".join(p["type"] for p in fact["params"]) or "void"
    if fact.get("variadic"):
        parameters += ", ..."
    yield name, "%s (*is_%s)(%s) = &%s;" % (fact["returns"], name, parameters, name)


def enum_claims(fact):
    for name, value in fact["values"].items():
        yield name, '_Static_assert((long long)%s == %dLL, "value");' % (name, value)


def typedef_claims(fact):
    name, ctype = fact["name"], fact["type"]
    if "(*)" in ctype:
        yield name, "extern %s; %s* is_%s = &var_%s;" % (
            declaration(ctype, "var_" + name), name, name, name)
    else:
        yield name, "%s* is_%s;" % (name, name)


def struct_claims(fact):
    name = fact["name"]
    if not name or not fact["size"]:
        return
    yield name, '_Static_assert(sizeof(struct %s) == %d, "size");' % (name, fact["size"])
    for field in fact["fields"]:
        if field["name"] and field["offset"] is not None:
            yield "%s.%s" % (name, field["name"]), (
                '_Static_assert(offsetof(struct %s, %s) == %d, "offset");'
                % (name, field["name"], field["offset"]))


def variable_claims(fact):
    name = fact["name"]
    yield name, "void use_%s(void) { (void)&%s; }" % (name, name)


def macro_claims(fact):
    name = fact["name"]
    defined = "\n#ifndef %s\n#error not defined\n#endif\n" % name
    if fact["kind"] == "int" and name != "INVALID_THREAD":  # a cast of -1 is no constant expression
        yield name, '_Static_assert((long long)(%s) == %dLL, "value");' % (name, fact["value"])
    elif fact["kind"] == "string":
        text = json.dumps(fact["value"])
        # Equal length and equal characters, as far as a constant expression can tell.
        yield name, '_Static_assert(sizeof(%s) == sizeof(%s), "length"); ' \
            '_Static_assert(__builtin_strcmp(%s, %s) == 0, "text");' % (name, text, name, text)
    else:
        yield name, defined


CLAIMS = dict(zip(KINDS, (function_claims, enum_claims, typedef_claims, struct_claims,
                          variable_claims, macro_claims)))


def claims_of(facts, header):
    """[(kind, name, C text)] of everything that the header must offer."""
    return [(kind, name, text) for kind in KINDS for fact in facts[kind]
            if fact["header"] == header and not fact["name"].startswith("__")
            for name, text in CLAIMS[kind](fact)]


def headers_of(facts):
    return sorted({fact["header"] for kind in KINDS for fact in facts[kind]})


# ---- Compiling


def compile_text(command, text, suffix):
    """The compiler's error text; empty when it is content."""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "unit" + suffix)
        with open(source, "w", encoding="utf-8") as out:
            out.write(text)
        run = subprocess.run(command + [source], capture_output=True, text=True, check=False)
    return "" if run.returncode == 0 else run.stderr or "the compiler failed without a word"


def broken_claims(args, header, claims):
    """[(kind, name, why)] of the claims that do not compile with nothing but their header."""
    text = "#define OPENMAMA_INTEGRATION 1\n#include <%s>\n#include <stdarg.h>\n#include <stddef.h>\n" % header
    for number, (_, _, claim) in enumerate(claims, 1):
        claim = claim.replace("struct __va_list_tag *", "va_list")  # as clang names what it points to
        for line in claim.split("\n"):  # an error in any line of a claim carries its number
            text += '#line %d "claim"\n%s\n' % (number, line)
    own = CLANG_FACT_FLAGS if "clang" in os.path.basename(args.cc) else GCC_FACT_FLAGS
    errors = compile_text([args.cc, *FACT_FLAGS, *own, "-I" + args.include], text, ".c")
    if not errors:
        return []
    found = {}
    for match in re.finditer(r"^claim:(\d+)(?::\d+)?: (?:fatal )?error: (.*)$", errors, re.M):
        found.setdefault(int(match.group(1)) - 1, match.group(2))
    if not found:
        return [("header", header, errors.strip().split("\n")[0])]
    return [(claims[i][0], claims[i][1], why) for i, why in sorted(found.items())]


def in_parallel(work, items):
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(work, items))


# ---- The checks


def shipped_headers(include):
    return sorted(os.path.relpath(os.path.join(folder, name), include)
                  for folder, _, names in os.walk(include) for name in names if name.endswith(".h"))


def check_headers(args, facts, scope):
    wrong = []
    shipped = shipped_headers(args.include)
    later = scope["headers_to_come"]
    for header in headers_of(facts):
        if header not in shipped and header not in later:
            wrong.append("%s: does not exist, though scope.json does not put it off" % header)
        if header in shipped and header in later:
            wrong.append("%s: exists now; take it out of headers_to_come in scope.json" % header)
    covered = [h for h in headers_of(facts) if h in shipped]
    claims = {h: claims_of(facts, h) for h in covered}
    for header, broken in zip(covered, in_parallel(lambda h: broken_claims(args, h, claims[h]), covered)):
        wrong += ["%s: %s %s: %s" % (header, kind, name, why) for kind, name, why in broken]
    together = "#define OPENMAMA_INTEGRATION 1\n" + "".join("#include <%s>\n" % h for h in shipped)
    errors = compile_text([args.cxx, "-std=c++17", *STRICT_FLAGS, "-I" + args.include], together, ".cpp")
    if errors:
        wrong.append("all headers in one C++17 unit:\n" + errors)
    print("%d of %d headers, %d facts" % (len(covered), len(headers_of(facts)),
                                          sum(len(c) for c in claims.values())))
    return wrong


# The headers for C++ programs alone (common 14).
CPP_HEADERS = ("wombat/CommonStrUtils.h", "wombat/Lock.h")


def check_alone(args, _facts, _scope):
    units = [(h, command, suffix) for h in shipped_headers(args.include) for command, suffix in
             (([args.cc, "-std=c11"], ".c"), ([args.cc, "-std=gnu11"], ".c"),
              ([args.cxx, "-std=c++17"], ".cpp"))
             if suffix == ".cpp" or h not in CPP_HEADERS]

    def run(unit):
        header, command, suffix = unit
        # Twice, for the guard; the declaration because a unit must not be empty.
        text = "#include <%s>\n#include <%s>\nextern int not_empty;\n" % (header, header)
        errors = compile_text(command + STRICT_FLAGS + ["-I" + args.include], text, suffix)
        return "%s alone with %s:\n%s" % (header, " ".join(command), errors) if errors else ""

    print("%d units" % len(units))
    return [message for message in in_parallel(run, units) if message]


def include_lines(headers, directly):
    """Includes, of those below wombat/ with or without that folder as `directly(header)` says."""
    return "".join("#include <%s>\n" % (os.path.basename(h) if directly(h) else h) for h in headers)


def check_styles(args, _facts, _scope):
    """wombat/ headers also without the folder, alone and beside themselves; all headers in any order."""
    shipped = shipped_headers(args.include)
    wombat = [h for h in shipped if h.startswith("wombat/")]
    below_wombat = wombat.__contains__
    languages = (([args.cc, "-std=c11"], ".c"), ([args.cc, "-std=gnu11"], ".c"),
                 ([args.cxx, "-std=c++17"], ".cpp"), ([args.cxx, "-std=c++20"], ".cpp"))
    units = []
    for command, suffix in languages:
        usable = [h for h in shipped if suffix == ".cpp" or h not in CPP_HEADERS]
        for header in filter(below_wombat, usable):
            direct = include_lines([header], below_wombat)
            units.append(("<%s>, then <%s>" % (os.path.basename(header), header),
                          direct + include_lines([header], lambda _: False), command, suffix))
        orders = [usable, usable[::-1]] + [random.Random(seed).sample(usable, len(usable)) for seed in range(4)]
        for number, order in enumerate(orders):
            # The style changes from header to header, another way in each order.
            chance = random.Random(number)
            text = include_lines(order, lambda h: below_wombat(h) and chance.random() < 0.5)
            units.append(("all headers, order %d: %s" % (number, text.replace("\n", " ")), text, command, suffix))

    def run(unit):
        what, text, command, suffix = unit
        paths = ["-I" + args.include, "-I" + os.path.join(args.include, "wombat")]
        errors = compile_text(command + STRICT_FLAGS + paths, text + "extern int not_empty;\n", suffix)
        return "%s with %s:\n%s" % (what, " ".join(command), errors) if errors else ""

    print("%d units" % len(units))
    return [message for message in in_parallel(run, units) if message]


def exported_names(args, library):
    path = os.path.join(args.libdir, library + ".so")
    if not os.path.exists(path):
        return None
    run = subprocess.run([args.nm, "-D", "--defined-only", path], capture_output=True, text=True, check=True)
    return {line.split()[-1].split("@")[0] for line in run.stdout.splitlines() if line.split()}


def check_exports(args, facts, scope, exported=exported_names):
    wrong = []
    names = {}
    for library in scope["libraries"]:
        names[library] = exported(args, library)
        if names[library] is None:
            wrong.append("%s.so: not found in %s" % (library, args.libdir))
            names[library] = set()
    wanted = {}
    for fact in facts["functions"] + facts["variables"]:
        if fact["library"] in names:
            wanted.setdefault(fact["header"], []).append((fact["library"], fact["name"]))
    for header, library_and_name in scope["also_exported"].items():
        wanted.setdefault(header, []).extend(tuple(x) for x in library_and_name)
    wanted["(no header)"] = [(f["library"], f["name"]) for f in facts["undeclared_exports"]
                             if f["library"] in names]
    total = reached = 0
    minimum = scope["exports_at_least"]
    for header, symbols in sorted(wanted.items()):
        later = scope["exports_later"].get(header, [])
        wrong += ["%s: %s is exported now; take it out of exports_later in scope.json" % (header, name)
                  for library, name in symbols if name in later and name in names[library]]
        missing = [(library, name) for library, name in symbols
                   if name not in names[library] and name not in later]
        have = len(symbols) - len(missing) - len(later)
        total += len(symbols)
        reached += have
        if header in scope["exports_complete"]:
            wrong += ["%s: %s.so does not export %s" % (header, *m) for m in missing]
        elif have < minimum.get(header, 0):
            wrong.append("%s: only %d functions and variables are exported, there were %d; missing: %s"
                         % (header, have, minimum[header], ", ".join(name for _, name in missing)))
        elif args.update and have:
            minimum[header] = have
    print("%d of %d exports" % (reached, total))
    if args.update and not wrong:
        with open(SCOPE, "w", encoding="utf-8") as out:
            json.dump(scope, out, indent=1)
            out.write("\n")
    return wrong


def check_selftest(args, facts, scope):
    """Doctored facts: each must be reported, and nothing beside it."""
    header = "mama/queue.h"
    right = claims_of(facts, header)
    if broken_claims(args, header, right):
        return ["%s does not hold even before the facts are doctored" % header]

    def doctored(kind, name, change, of=header):
        copied = copy.deepcopy(facts)
        fact = next(f for f in copied[kind] if f["header"] == of and f["name"] == name)
        change(fact)
        return of, copied

    def first_parameter(fact):
        fact["params"][0]["type"] = "mamaTimer"

    cases = {
        "a parameter of another type": doctored("functions", "mamaQueue_destroy", first_parameter),
        "another return type": doctored("functions", "mamaQueue_create", lambda f: f.update(returns="void")),
        "a function that is not declared": doctored(
            "functions", "mamaQueue_dispatch", lambda f: f.update(name="mamaQueue_dispatchSideways")),
        "another callback type": doctored(
            "typedefs", "mamaQueueEventCB", lambda f: f.update(type="void (*)(mamaQueue, int)")),
        "another offset": doctored(
            "structs", "mamaQueueMonitorCallbacks_", lambda f: f["fields"][1].update(offset=16)),
        "another enumerator value": doctored(
            "enums", "mamaError_", lambda f: f["values"].update(MAMA_ERROR_UNKNOWN=998), "mama/error.h"),
        "another string": doctored(
            "macros", "MAMA_VERSION", lambda f: f.update(value="mama 6.3.3"), "mama/version.h"),
        "a macro that is not defined": doctored(
            "macros", "MAMA_LINK_BRIDGE", lambda f: f.update(name="MAMA_LINK_MOON"), "mama/mama.h"),
        "a variable that is not declared": doctored(
            "variables", "mama_version", lambda f: f.update(name="mama_verse"), "mama/version.h"),
    }
    wrong = []
    for what, (of, copied) in cases.items():
        broken = broken_claims(args, of, claims_of(copied, of))
        if len(broken) != 1:
            wrong.append("%s: %d reports instead of 1: %s" % (what, len(broken), broken))
    return wrong + exports_selftest(facts, scope, len(cases))


def exports_selftest(facts, scope, number_before):
    """Libraries that export just what scope.json asks for, then with one thing wrong."""
    later = {name for names in scope["exports_later"].values() for name in names}
    right = {library: {f["name"] for f in facts["functions"] + facts["variables"]
                       if f["library"] == library and f["name"] not in later}
             for library in scope["libraries"]}
    for pairs in scope["also_exported"].values():
        for library, name in pairs:
            right[library].add(name)
    counted = next(f["name"] for f in facts["functions"] if f["header"] == "mama/msg.h" and f["library"])
    cases = {
        "nothing wrong": (set(), {}, 0),
        "a function of a complete header is missing": ({"mamaQueue_dispatch"}, {}, 1),
        "fewer functions than before": ({counted}, {"mama/msg.h": 149}, 1),
        "fewer variables than before": ({"MamaFieldSeqNum"}, {"mama/reservedfields.h": 62}, 1),
    }
    if later:
        cases["a function that is put off is there"] = (set(), {}, 1)
    wrong = []
    quiet = argparse.Namespace(update=False, libdir="")
    for what, (missing, minimum, expected) in cases.items():
        extra = {sorted(later)[0]} if "put off" in what else set()
        told = check_exports(quiet, facts, dict(scope, exports_at_least=minimum),
                             lambda _, library, m=missing, e=extra: (right[library] - m) | e)
        if len(told) != expected:
            wrong.append("%s: %d reports instead of %d: %s" % (what, len(told), expected, told))
    print("%d doctored facts and libraries" % (number_before + len(cases)))
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("check", choices=("headers", "alone", "styles", "exports", "selftest"))
    parser.add_argument("--include", help="the folder that holds mama/, wombat/ and bridge.h")
    parser.add_argument("--libdir", help="the folder that holds the libraries")
    parser.add_argument("--cc", default="cc")
    parser.add_argument("--cxx", default="c++")
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--update", action="store_true", help="write the counts reached to scope.json")
    args = parser.parse_args()
    if args.check == "exports" and not args.libdir:
        parser.error("exports needs --libdir")
    if args.check != "exports" and not args.include:
        parser.error("%s needs --include" % args.check)
    with open(FACTS, encoding="utf-8") as file:
        facts = json.load(file)
    with open(SCOPE, encoding="utf-8") as file:
        scope = json.load(file)
    check = {"headers": check_headers, "alone": check_alone, "styles": check_styles, "exports": check_exports,
             "selftest": check_selftest}[args.check]
    wrong = check(args, facts, scope)
    for line in wrong:
        print(line)
    print("%s: %s" % (args.check, "%d fall short" % len(wrong) if wrong else "all hold"))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
