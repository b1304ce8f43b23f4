# The review and its door for programs: docs/service.md
FROM python:3.12-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-vie \
    && rm -rf /var/lib/apt/lists/*
COPY . /src
RUN pip install --no-cache-dir '/src[review]' && rm -rf /src
RUN useradd --uid 1000 --create-home kehoach && mkdir /output /scans && chown kehoach /output
USER kehoach
EXPOSE 8765
CMD ["sh", "-c", "exec kehoach review /output --host 0.0.0.0 --token \"${KEHOACH_TOKEN:?set it to something long}\" --sources /scans --convert"]
