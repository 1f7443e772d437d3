"""Known weaknesses in what we depend on, and secrets in what we keep: `make audit`.

Weaknesses are looked up at PyPI. Where that cannot be reached, one line says so and nothing fails: a build must not
depend on it. What comes along with the voice and test extras is looked up too.
"""

import json
import subprocess
import sys

_NOT_READ = (
    r"\.(png|pdf|fst|mdl|int|wav|binpb)$|^model/(content|released)/|^local_sim/listen/nl_small/|/corpus/"
    r"|^docs/examples/|^tests/schemas/|^voice_models/(alexa|actions|dialogflow_)"
)
"""Pictures, models, lists of what people say, and what is built: nothing in them is typed by hand."""
_LOOSE = ("Base64HighEntropyString", "HexHighEntropyString", "KeywordDetector")
"""Detectors that take every hash, id and test key for a secret; what remains knows the forms of real ones."""
BASELINE = ".secrets.baseline"


def weaknesses() -> tuple[bool, str]:
    """Look the installed packages up; give whether all is well, and what to tell."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off", "--format", "json"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        packages = json.loads(told.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return True, "dependencies: NOT CHECKED, the list of known weaknesses cannot be reached"
    known = [package for package in packages if "vulns" in package]
    found = [
        f"{package['name']} {package['version']}: {weak['id']}, mended in {', '.join(weak['fix_versions']) or '-'}"
        for package in known
        for weak in package["vulns"]
    ]
    if not known:
        return True, f"dependencies: NOT CHECKED, none of the {len(packages)} could be looked up"
    told_of = f"dependencies: {len(known)} of {len(packages)} looked up, {len(found)} known weaknesses"
    return not found, "\n".join([told_of, *found])


def secrets() -> tuple[bool, str]:
    """Look for secrets in all files under version control; those of the baseline are known to be examples."""
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    disabled = [word for name in _LOOSE for word in ("--disable-plugin", name)]
    command = [sys.executable, "-m", "detect_secrets.pre_commit_hook", "--baseline", BASELINE, *disabled]
    command += ["--exclude-files", _NOT_READ, *filter(None, listed.split("\0"))]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    well = told.returncode == 0
    return well, "secrets: none" if well else f"secrets: look at these\n{told.stdout}{told.stderr}"


def main() -> None:
    """Print what was found; exit code 1 for a known weakness or a secret."""
    results = [weaknesses(), secrets()]
    sys.stdout.write("".join(f"{told}\n" for _, told in results))
    sys.exit(not all(well for well, _ in results))


if __name__ == "__main__":
    main()
