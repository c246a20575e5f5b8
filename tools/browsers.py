"""See to it that the browsers the tests drive are there.

Chromium is needed. Firefox and WebKitGTK are installed where that needs nobody's password
(as root, with apt); where they are missing, their tests say so and are skipped.
"""

import os
import shutil
import subprocess
import sys

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = {
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "xvfb-run": "xvfb",
    "pdftotext": "poppler-utils",
}


def missing_packages() -> list[str]:
    """Return the Debian packages of the browsers and tools that are not on this machine."""
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if not any(shutil.which(name) for name in CHROMIUM_NAMES):
        missing.insert(0, "chromium")
    return missing


def install(packages: list[str]) -> None:
    """Install `packages` with apt, quietly; a failure shows apt's own words."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.run([*apt, "update"], check=False, env=environment, stdout=subprocess.DEVNULL)
    subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        check=False,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    """Install what is missing if that is possible; return 1 if there is still no Chromium."""
    missing = missing_packages()
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        print(f"Installing what the browser tests need: {', '.join(missing)} ...")
        install(missing)
        missing = missing_packages()
    if "chromium" in missing:
        print(
            "The browser tests need Chromium, and this machine has none. Install it "
            "(Debian and Ubuntu: sudo apt install chromium), then run make test again.",
            file=sys.stderr,
        )
        return 1
    if missing:
        print(f"Not on this machine, so their tests are skipped: {', '.join(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
