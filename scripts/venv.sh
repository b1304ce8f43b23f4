# Sourced by run-sample and run-tests: makes .venv if it is missing, installs the project into it with
# the extras named in $extras (if any), and puts it first on the PATH.
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "kehoach needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt-get install python3 python3-venv" >&2
    exit 1
fi
if [ ! -x .venv/bin/pip ]; then
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        echo "The virtual environment could not be made. On Debian or Ubuntu: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
.venv/bin/pip install --quiet --disable-pip-version-check --editable ".$extras"
PATH="$PWD/.venv/bin:$PATH"
