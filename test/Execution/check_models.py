"""Runs models whose answer is known and compares: for each import, run, judge.

    check_models.py fixtures FOLDER --engine=reference --tolerance=1e-12
    check_models.py trained DATA SPECS --engine=jit --threads=2 --tolerance=1e-4
    check_models.py interpreter DATA SPECS --engine=gpu-emulated --tolerance=1e-5

`fixtures`: every NAME.json of FOLDER with its NAME.params and NAME.data; the tolerance
is relative to the largest logit. `interpreter`: the same models against the interpreter,
the tolerance relative too. `trained`: every model of DATA, its spec in SPECS;
the tolerance is absolute, and the accuracy must be that of the metadata to the node.
Needs gnn-import and gnn-run on the PATH, and no package.
"""

import argparse
import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile

# Results that are in the metadata to this many digits.
DIGITS = 4


def read_header(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        return json.loads(file.read(length))


def call(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")
    return done.stdout


def run(spec, params, data, arguments, *more):
    """The report of gnn-run for a model and its parameters."""
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder) / "model.mlirbc"
        call("gnn-import", f"--spec={spec}", f"--params={params}", "-o", model)
        return json.loads(call("gnn-run", model, f"--data={data}", "--json",
                               f"--engine={arguments.engine}", f"--threads={arguments.threads}", *more))


def check_fixtures(arguments):
    for spec in sorted(arguments.folder.glob("*.json")):
        params = spec.with_suffix(".params.safetensors")
        report = run(spec, params, spec.with_suffix(".data.safetensors"), arguments, f"--compare={params}")
        difference = report["compare"]["max_rel"]
        good = difference is not None and difference <= arguments.tolerance
        yield spec.stem, good, f"max_rel {difference}"


def find_trained(data, specs):
    """The models of a folder, each with the spec of its name; seeds of a model share one."""
    for params in sorted(data.glob("*.safetensors")):
        metadata = read_header(params).get("__metadata__", {})
        if "test_accuracy" in metadata:
            yield params, specs / (re.sub(r"_seed\d+$", "", params.stem) + ".json")


def check_trained(arguments):
    for params, spec in find_trained(arguments.data, arguments.specs):
        header = read_header(params)
        metadata = header["__metadata__"]
        data = arguments.data / (metadata["dataset"].removesuffix(".safetensors") + ".safetensors")
        split = "fold:0" if "fold" in read_header(data) else "test"
        more = [f"--compare={params}"] if "ref.logits" in header else []
        report = run(spec, params, data, arguments, f"--split={split}", *more)
        expected = float(metadata["test_accuracy"].split()[0])
        good = round(report["accuracy"], DIGITS) == expected
        text = f"accuracy {report['accuracy']:.4f}, expected {expected:.4f}"
        if more:
            difference = report["compare"]
            good &= difference["max_abs"] <= arguments.tolerance and difference["changed_predictions"] == 0
            text += f", max_abs {difference['max_abs']:.2g}, changed {difference['changed_predictions']}"
        yield params.stem, good, text


def check_interpreter(arguments):
    reference = argparse.Namespace(engine="reference", threads="0")
    for params, spec in find_trained(arguments.data, arguments.specs):
        dataset = read_header(params)["__metadata__"]["dataset"].removesuffix(".safetensors")
        data = arguments.data / (dataset + ".safetensors")
        with tempfile.TemporaryDirectory() as folder:
            logits = pathlib.Path(folder) / "logits.safetensors"
            run(spec, params, data, reference, f"--output={logits}")
            report = run(spec, params, data, arguments, f"--compare={logits}")
        difference = report["compare"]["max_rel"]
        good = difference is not None and difference <= arguments.tolerance
        yield params.stem, good, f"max_rel {difference}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--engine", default="reference")
    common.add_argument("--threads", default="0")
    common.add_argument("--tolerance", type=float, required=True)
    modes = parser.add_subparsers(required=True)
    fixtures = modes.add_parser("fixtures", parents=[common])
    fixtures.add_argument("folder", type=pathlib.Path)
    fixtures.set_defaults(check=check_fixtures)
    for name, check in [("trained", check_trained), ("interpreter", check_interpreter)]:
        mode = modes.add_parser(name, parents=[common])
        mode.add_argument("data", type=pathlib.Path)
        mode.add_argument("specs", type=pathlib.Path)
        mode.set_defaults(check=check)
    arguments = parser.parse_args()
    results = list(arguments.check(arguments))
    for name, good, text in results:
        print("agrees: " if good else "DIFFERS:", name, text)
    failures = sum(not good for _, good, _ in results)
    print(f"{len(results) - failures} models agree, {failures} differ")
    # No model is no proof.
    sys.exit(bool(failures) or not results)


main()
