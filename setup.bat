@echo off
rem From a clone to a running service, on Windows. Safe to run again: what is there is kept.
setlocal
cd /d "%~dp0"

where docker >nul 2>&1 || (echo Docker is missing: https://docs.docker.com/desktop/ & exit /b 1)
docker compose version >nul 2>&1 || (echo Docker Compose 2 is missing. & exit /b 1)
docker info >nul 2>&1 || (echo The Docker engine does not answer. Start Docker Desktop. & exit /b 1)

if not exist .env (
    docker volume inspect music-discovery_db >nul 2>&1 && (
        echo There is a database, but no .env with its password. Restore .env, or remove the data for good by:
        echo docker volume rm music-discovery_db music-discovery_redis
        exit /b 1
    )
    copy .env.example .env >nul || exit /b 1
    echo Made .env with fresh secrets.
)

call :fill SECRET_KEY || exit /b 1
call :fill POSTGRES_PASSWORD || exit /b 1
call :fill REDIS_PASSWORD || exit /b 1

findstr /r /c:"^SPOTIFY_CLIENT_ID=." .env >nul || (
    call :set COMPOSE_PROFILES standin
    call :set SPOTIFY_API_URL http://standin:9000/v1
    call :set SPOTIFY_ACCOUNTS_URL http://standin:9000
    call :set SPOTIFY_CLIENT_ID standin-id
    call :set SPOTIFY_CLIENT_SECRET standin-secret
    echo No SPOTIFY_CLIENT_ID in .env: a stand-in for Spotify will run, with about 3,300 tracks.
)

docker compose build || exit /b 1
docker compose up --detach --wait || exit /b 1

docker compose exec -T web python manage.py shell -v 0 -c "from users.models import User; raise SystemExit(not User.objects.filter(is_superuser=True).exists())" >nul 2>&1
if errorlevel 1 (
    call :random DJANGO_SUPERUSER_PASSWORD 10
    call :admin || exit /b 1
)

echo.
echo   API     http://127.0.0.1/api/
echo   Admin   http://127.0.0.1/admin/
echo   Health  http://127.0.0.1/health/ready
echo   Logs    docker compose logs --follow
echo.
echo docs\operations.md tells how to upgrade, scale, back up and restore.
exit /b 0

:admin
docker compose exec -T -e DJANGO_SUPERUSER_PASSWORD web python manage.py createsuperuser --no-input --username admin --email admin@example.org >nul || exit /b 1
echo Admin: user admin, password %DJANGO_SUPERUSER_PASSWORD% (shown this once)
exit /b 0

rem fill NAME: a random value, unless there is one or a file that holds it.
:fill
findstr /r /c:"^%1=." /c:"^%1_FILE=." .env >nul && exit /b 0
call :random VALUE 32
call :set %1 %VALUE%
exit /b

rem random NAME BYTES: that many random bytes as hexadecimal digits.
:random
for /f %%v in ('powershell -NoProfile -Command "$b = New-Object byte[] %2; [Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($b); -join ($b | ForEach-Object { $_.ToString('x2') })"') do set "%1=%%v"
exit /b

rem set NAME VALUE: replaces the line in .env.
:set
findstr /v /r /c:"^%1=" .env > .env.new
echo %1=%2>> .env.new
move /y .env.new .env >nul
exit /b
