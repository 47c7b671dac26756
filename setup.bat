@echo off
rem From a clone to a running service, on Windows. Safe to run again: what is there is kept.
rem The same steps as setup.sh, in the same order.
setlocal
cd /d "%~dp0"

where docker >nul 2>&1 || (echo Docker is missing: https://docs.docker.com/desktop/ & exit /b 1)
docker compose version >nul 2>&1 || (echo Docker Compose 2 is missing. & exit /b 1)
docker info >nul 2>&1 || (echo The Docker engine does not answer. Start Docker Desktop. & exit /b 1)

call :make_environment || exit /b 1
call :choose_spotify || exit /b 1

docker compose build || exit /b 1
rem Migrations are a step of their own that everything else waits for.
docker compose up --detach --wait || exit /b 1

set "ADMIN=the account that you made before"
docker compose exec -T web python manage.py shell -v 0 -c "from users.models import User; raise SystemExit(not User.objects.filter(is_superuser=True).exists())" >nul 2>&1
if errorlevel 1 call :make_admin || exit /b 1

call :find_site
echo.
echo   API     %SITE%/api/
echo   Admin   %SITE%/admin/  %ADMIN%
echo   Health  %SITE%/health/ready
echo   Logs    docker compose logs --follow
echo.
echo docs\operations.md tells how to upgrade, scale, back up and restore.
exit /b 0

:make_environment
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
exit /b 0

:choose_spotify
call :value SPOTIFY_CLIENT_ID
if defined VALUE exit /b 0
call :add_profile standin || exit /b 1
call :set SPOTIFY_API_URL http://standin:9000/v1 || exit /b 1
call :set SPOTIFY_ACCOUNTS_URL http://standin:9000 || exit /b 1
call :set SPOTIFY_CLIENT_ID standin-id || exit /b 1
call :set SPOTIFY_CLIENT_SECRET standin-secret || exit /b 1
echo No SPOTIFY_CLIENT_ID in .env: a stand-in for Spotify will run, with about 3,300 tracks.
exit /b 0

:make_admin
call :random DJANGO_SUPERUSER_PASSWORD 10 || exit /b 1
set NAME=admin
call :create_admin 2>nul && exit /b 0
rem Somebody who is none has that name.
call :random SUFFIX 3 || exit /b 1
set NAME=admin-%SUFFIX%
call :create_admin
exit /b

:create_admin
docker compose exec -T -e DJANGO_SUPERUSER_PASSWORD web python manage.py createsuperuser --no-input --username %NAME% --email %NAME%@example.org >nul || exit /b 1
set "ADMIN=user %NAME%, password %DJANGO_SUPERUSER_PASSWORD% (shown this once)"
exit /b 0

rem find_site: SITE is where Nginx listens, as HTTP_PORT says: a port, or an address and a port.
:find_site
call :value HTTP_PORT
if not defined VALUE set VALUE=80
:after_colon
set PORT=%VALUE:*:=%
if not "%PORT%"=="%VALUE%" set VALUE=%PORT%& goto :after_colon
set SITE=http://127.0.0.1
if not "%PORT%"=="80" set SITE=http://127.0.0.1:%PORT%
exit /b 0

rem value NAME: VALUE is what .env says, without the quotes that may stand around it.
:value
set VALUE=
for /f "tokens=1,* delims==" %%a in ('findstr /r /c:"^%1=." .env') do set "VALUE=%%b"
if defined VALUE set "VALUE=%VALUE:"=%"
exit /b 0

rem fill NAME: a random value, unless there is one or a file that holds it.
:fill
call :value %1_FILE
if defined VALUE exit /b 0
call :value %1
if defined VALUE exit /b 0
call :random VALUE 32 || exit /b 1
call :set %1 %VALUE%
exit /b

rem add_profile NAME: beside the profiles that are there.
:add_profile
call :value COMPOSE_PROFILES
if not defined VALUE (
    call :set COMPOSE_PROFILES %1
    exit /b
)
echo ,%VALUE%,| findstr /c:",%1," >nul && exit /b 0
call :set COMPOSE_PROFILES "%VALUE%,%1"
exit /b

rem random NAME BYTES: that many random bytes as hexadecimal digits.
:random
set "%1="
for /f %%v in ('powershell -NoProfile -Command "$b = New-Object byte[] %2; [Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($b); -join ($b | ForEach-Object { $_.ToString('x2') })"') do set "%1=%%v"
if defined %1 exit /b 0
echo PowerShell made no random value, and there is no secret without one.
exit /b 1

rem set NAME VALUE: replaces the line in .env. The redirection stands first: a digit before it would
rem count as the number of a stream.
:set
findstr /v /r /c:"^%1=" .env > .env.new
>> .env.new echo %1=%~2
move /y .env.new .env >nul
exit /b
