# Front-end packages, pinned by package-lock.json; no script of theirs runs.
FROM node:20-bookworm-slim AS packages
WORKDIR /assets
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

# Laid out in static/vendor/ as on every other machine.
FROM python:3.11-slim-bookworm AS assets
WORKDIR /assets
COPY --from=packages /assets/node_modules node_modules
COPY scripts/icons.txt scripts/icons.txt
COPY scripts/copy_assets.py scripts/copy_assets.py
RUN python scripts/copy_assets.py

FROM python:3.11-slim-bookworm
# Pango draws the PDF; WeasyPrint stops at import without it. LibreOffice, if wanted (WITH_OFFICE=yes), opens .doc, .odt
# and .rtf; all other files are read without it.
ARG WITH_OFFICE=no
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
    && if [ "$WITH_OFFICE" = yes ]; then apt-get install -y --no-install-recommends libreoffice-writer-nogui; fi \
    && rm -rf /var/lib/apt/lists/*
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    HOME=/tmp \
    DANVAN_MODE=production \
    DANVAN_DATA_DIR=/data
WORKDIR /srv/danvan
COPY requirements.txt .
RUN pip install --disable-pip-version-check -r requirements.txt
COPY . .
COPY --from=assets /assets/static/vendor static/vendor
# The programs belong to root and are only read; what may be written lies in /data.
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent danvan \
    && install -d -o danvan -g danvan -m 0750 /data
USER danvan
VOLUME /data
EXPOSE 8000
CMD ["sh", "docker/web.sh"]
