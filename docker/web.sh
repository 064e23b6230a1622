#!/bin/sh
# Behind the proxy, which buffers slow clients; more processes with WEB_CONCURRENCY.
exec gunicorn danvan.wsgi --bind 0.0.0.0:8000 --worker-class gthread \
    --workers "${WEB_CONCURRENCY:-3}" --threads 4 --worker-tmp-dir /dev/shm \
    --timeout 60 --graceful-timeout 30 --keep-alive 5 \
    --max-requests 2000 --max-requests-jitter 200 --forwarded-allow-ips '*' --no-control-socket
