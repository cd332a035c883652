# One image for every process of the product; docker-compose.yml says which runs where.

FROM node:22-bookworm-slim AS frontend
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./frontend
COPY templates ./templates
RUN npm run build

FROM python:3.12-slim-bookworm AS packages
RUN python -m venv /venv
COPY requirements.lock requirements-comments.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock -r requirements-comments.lock

FROM python:3.12-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 gettext \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/readiness readiness \
    && install -d -m 700 -o readiness -g readiness /var/lib/readiness /var/lib/readiness-keys
WORKDIR /srv/readiness
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    READINESS_DATA_DIR=/var/lib/readiness \
    READINESS_KEY_STORE_DIR=/var/lib/readiness-keys
COPY --from=packages /venv /venv
COPY . .
COPY --from=frontend /build/frontend/dist ./frontend/dist
RUN find locale -name '*.po' -execdir msgfmt -o django.mo '{}' ';'
USER readiness
VOLUME ["/var/lib/readiness"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=40s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/health/ready', headers={'Host': 'localhost'}), timeout=4)"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "readiness.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4"]
