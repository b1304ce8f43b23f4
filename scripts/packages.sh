# Sourced by run-sample and run-tests: installs the Debian packages whose programs are missing, as root or
# by `sudo -n`; where it may not, it says in one line what to type.
missing=""
command -v tesseract >/dev/null || missing="$missing tesseract-ocr"
tesseract --list-langs 2>/dev/null | grep -qx vie || missing="$missing tesseract-ocr-vie"
"${PYTHON:-python3}" -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
# The browser that tests of the review drive.
[ -z "$with_browser" ] || command -v chromedriver >/dev/null || missing="$missing chromium chromium-driver"
if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null; then
        echo "Scans need the OCR program Tesseract with its Vietnamese model: install them ($missing ) and run this again." >&2
    elif [ "$(id -u)" = 0 ]; then
        apt-get update -qq && apt-get install -y -qq $missing >/dev/null
    elif sudo -n true 2>/dev/null; then
        sudo -n apt-get update -qq && sudo -n apt-get install -y -qq $missing >/dev/null
    else
        echo "Not everything that scans need is installed. To install it: sudo apt-get install$missing" >&2
    fi || echo "The Debian packages could not be installed. To try it yourself: sudo apt-get install$missing" >&2
fi
