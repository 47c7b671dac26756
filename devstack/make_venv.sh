#!/bin/sh
# Makes a virtual environment with a Python that the project supports.
#
#   make_venv.sh FOLDER [PYTHON]
#
# Without PYTHON it takes the first of python3, python3.13, python3.12 and python3.11 that fits.
# What exists and fits is kept.
set -eu

folder=$1
chosen=${2:-}

# Found by running: a version manager's shim may be on PATH and yet have nothing behind it.
fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

if [ -x "$folder/bin/pip" ] && [ -z "$chosen" ] && fits "$folder/bin/python"; then
    exit 0
fi

if [ -n "$chosen" ]; then
    if ! fits "$chosen"; then
        echo "$chosen is not a Python 3.11, 3.12 or 3.13." >&2
        exit 1
    fi
else
    for candidate in python3 python3.13 python3.12 python3.11; do
        if fits "$candidate"; then
            chosen=$candidate
            break
        fi
    done
    if [ -z "$chosen" ]; then
        echo "No Python 3.11, 3.12 or 3.13 found. Install one, or name it: make PYTHON=/path/to/python3" >&2
        exit 1
    fi
fi

if ! "$chosen" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$chosen" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    echo "$chosen cannot make virtual environments. On Debian and Ubuntu: apt-get install python$version-venv" >&2
    exit 1
fi

echo "Making $folder with $("$chosen" --version)"
"$chosen" -m venv --clear "$folder"
