"""Known weaknesses in what we depend on, and secrets in what we keep: `make audit`.

Weaknesses are looked up at PyPI. Where that cannot be reached, one line says so and nothing fails: a build must not
depend on it. What comes along with the voice and test extras is looked up too.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import transient_settings

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
    """Look for secrets in all files under version control; those of the baseline are known to be examples.

    By the library and not by its hook for git, which fails when an example has moved to another line.
    """
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=True).stdout
    known = json.loads(Path(BASELINE).read_text(encoding="utf-8"))
    plugins = [plugin for plugin in known["plugins_used"] if plugin["name"] not in _LOOSE]
    found = SecretsCollection()
    with transient_settings({"plugins_used": plugins, "filters_used": known["filters_used"]}):
        for name in filter(None, listed.split("\0")):
            if not re.search(_NOT_READ, name):
                found.scan_file(name)
    new = found - SecretsCollection.load_from_baseline(known)
    places = sorted(f"{name}:{secret.line_number}: {secret.type}" for name, secret in new)
    if not places:
        return True, "secrets: none"
    return False, "\n".join([f"secrets: look at these; an example goes into {BASELINE}", *places])


def main() -> None:
    """Print what was found; exit code 1 for a known weakness or a secret."""
    results = [weaknesses(), secrets()]
    sys.stdout.write("".join(f"{told}\n" for _, told in results))
    sys.exit(not all(well for well, _ in results))


if __name__ == "__main__":
    main()
