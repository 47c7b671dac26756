# One image for the web server, the Celery worker, beat, migrations and the Spotify stand-in.

FROM python:3.11-slim AS build
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv --without-pip /venv

# Wheels only: nothing is compiled, so there is no compiler to leave out. The libraries' own tests
# and the sources of their translations are never read.
COPY requirements.txt ./
RUN --mount=type=cache,target=/root/.cache/pip \
    pip --python /venv/bin/python install --only-binary :all: -r requirements.txt \
    && find /venv "(" -type d -name tests -o -name "*.po" ")" -prune -exec rm -rf {} +

# A clone under umask 077 keeps its files to its owner; the service, another user, reads them.
COPY . .
RUN chmod -R a+rX .

# Settings want secrets only outside DEBUG; this one command runs with it, and needs none.
RUN ENV_FILE="" DEBUG=true STATIC_HASHED=true /venv/bin/python manage.py collectstatic --no-input \
    && /venv/bin/python -m compileall -q .


FROM python:3.11-slim
RUN groupadd --system --gid 10001 app \
    && useradd --system --uid 10001 --gid app --home-dir /nonexistent --shell /usr/sbin/nologin app \
    && install -d -o app -g app /srv/static
COPY --from=build /venv /venv
# Owned by root: the service cannot change its own code.
COPY --from=build /app /app

ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ENV_FILE="" \
    STATIC_HASHED=true \
    WEB_BIND=0.0.0.0:8000

WORKDIR /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
CMD ["gunicorn", "-c", "python:music_discovery_backend.gunicorn_conf"]
