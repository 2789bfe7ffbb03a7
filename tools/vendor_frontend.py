"""Brings the browser files we ship into the repository, each from a pinned and verified package.

    python tools/vendor_frontend.py            fetch, verify and copy what the manifest names
    python tools/vendor_frontend.py --check    only compare the committed files with the manifest (no network)
    python tools/vendor_frontend.py --pin      accept the fetched packages: write their hashes into the manifest

`manifest.json` names every package, its version, the SHA-512 of its archive, its licence and the files taken from it.
An archive whose hash differs from the manifest is refused, so a version never changes its content unseen. Packages come
through the npm client on this machine and whatever registry it is set up for; those who run Counterfoil never need it.
"""

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parent.parent / "src" / "counterfoil" / "web" / "static"
VENDOR = STATIC / "vendor"
MANIFEST = VENDOR / "manifest.json"

Package = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare the committed files with the manifest")
    parser.add_argument("--pin", action="store_true", help="write the hashes of the fetched packages")
    options = parser.parse_args()
    manifest = read_manifest()
    if options.check:
        return report(changed_files(manifest))
    for folder, package in manifest.items():
        install(VENDOR / folder, package, pin=options.pin)
        print(f"{package['name']} {package['version']}: {len(package['files'])} files")
    if options.pin:
        MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return report(changed_files(manifest))


def read_manifest() -> dict[str, Package]:
    manifest: dict[str, Package] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest


def install(target: Path, package: Package, *, pin: bool) -> None:
    """Fetch one package, refuse it if its hash is not the recorded one, and copy the named files."""
    with tempfile.TemporaryDirectory() as scratch:
        archive = fetch(f"{package['name']}@{package['version']}", into=Path(scratch))
        found = integrity(archive.read_bytes(), "sha512")
        if pin:
            package["sha512"] = found
        if package["sha512"] != found:
            raise SystemExit(f"{archive.name}: the hash is {found}, the manifest says {package['sha512']}")
        with tarfile.open(archive) as content:
            target.mkdir(parents=True, exist_ok=True)
            for name, source in package["from"].items():
                (target / name).write_bytes(read(content, source))
            if "icons" in package:
                (target / "icons.svg").write_text(sprite(content, package["icons"]), encoding="utf-8")
    if pin:
        kept = sorted(path.name for path in target.iterdir())
        package["files"] = {name: integrity((target / name).read_bytes(), "sha256") for name in kept}


def fetch(wanted: str, *, into: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=into, check=True, stdout=subprocess.DEVNULL)
    (archive,) = into.glob("*.tgz")
    return archive


def read(content: tarfile.TarFile, path: str) -> bytes:
    member = content.extractfile(f"package/{path}")
    if member is None:
        raise SystemExit(f"{path} is not in the package")
    return member.read()


def sprite(content: tarfile.TarFile, names: list[str]) -> str:
    """One file of `<symbol>`s; stroke and colour come from our own sheet (`.icon`)."""
    symbols = []
    for name in names:
        drawing = read(content, f"icons/{name}.svg").decode()
        inner = re.sub(r"\s+", " ", drawing.split(">", 2)[2].rsplit("</svg>", 1)[0]).strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    note = "<!-- Icons by Lucide and Feather; see LICENSE beside this file. -->"
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', note, *symbols, "</svg>\n"])


def changed_files(manifest: dict[str, Package]) -> list[str]:
    """Names of the committed files that are missing, changed, or named by no package."""
    expected = {
        f"{folder}/{name}": seal for folder, package in manifest.items() for name, seal in package["files"].items()
    }
    present = {
        path.relative_to(VENDOR).as_posix(): path for path in VENDOR.rglob("*") if path.is_file() and path != MANIFEST
    }
    wrong = {name for name, path in present.items() if integrity(path.read_bytes(), "sha256") != expected.get(name)}
    return sorted(wrong | (expected.keys() - present.keys()))


def integrity(content: bytes, algorithm: str) -> str:
    digest = hashlib.new(algorithm, content).digest()
    return f"{algorithm}-{base64.b64encode(digest).decode()}"


def report(wrong: list[str]) -> int:
    for name in wrong:
        print(f"{name} is not what the manifest says", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
